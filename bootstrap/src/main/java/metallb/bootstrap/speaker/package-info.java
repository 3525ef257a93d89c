/** {@code metallb speaker}. */
package metallb.bootstrap.speaker;
