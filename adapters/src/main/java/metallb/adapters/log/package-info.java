/** Where outcomes are written down: lines for people on a terminal, JSON lines in a cluster. */
package metallb.adapters.log;
