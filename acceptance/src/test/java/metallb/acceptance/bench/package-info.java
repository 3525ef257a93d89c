/** Measurements that print figures and assert nothing; {@code acceptance/bench} holds what runs them. */
package metallb.acceptance.bench;
