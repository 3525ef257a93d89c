/** Where the core's outcomes are written down for people. */
package metallb.ports.log;
