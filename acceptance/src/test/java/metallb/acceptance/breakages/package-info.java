/** Breakages of one line each, and the tests that have to turn red by them: what shows that the tests can fail. */
package metallb.acceptance.breakages;
