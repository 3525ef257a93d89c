/** Runs the scripts of {@code acceptance/scenarios}. */
package metallb.acceptance.scenarios;
