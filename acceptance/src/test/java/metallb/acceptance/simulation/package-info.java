/**
 * Random histories of a whole installation under virtual time: users, operators, dying processes, cut lines, bad weather at
 * the API and clocks that jump; with what must hold checked after every step, and against a plain reading of the rules
 * once all is quiet.
 */
package metallb.acceptance.simulation;
