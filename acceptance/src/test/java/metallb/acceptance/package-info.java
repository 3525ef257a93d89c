/** The product from outside: the rules of the house, runs of the real jar, scenarios. */
package metallb.acceptance;
