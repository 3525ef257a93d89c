/** Main, the command line and the wiring: the only ring that sees every other. */
package metallb.bootstrap;
