/** Routers that are not there: the network in memory that they stand in. */
package metallb.adapters.fakerouter;
