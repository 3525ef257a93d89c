/** What carries bytes between the core's links and the network. */
package metallb.ports.transport;
