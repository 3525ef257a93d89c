/** What drives a core: the queue before it, its turns, its thread, and the one place where time comes from. */
package metallb.bootstrap.pump;
