/** The rules of the house, each held by a test and each shown able to fail. */
package metallb.acceptance.architecture;
