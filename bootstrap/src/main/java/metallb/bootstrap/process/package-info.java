/** What the daemons have in common: options, the ways into the inbox, the way out to the transport, their life. */
package metallb.bootstrap.process;
