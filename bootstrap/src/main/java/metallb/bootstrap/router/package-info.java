/** {@code metallb router}: a BGP router to try things with. */
package metallb.bootstrap.router;
