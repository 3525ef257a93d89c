/** Runs of what users run: the launcher and the jar, as processes. */
package metallb.acceptance.blackbox;
