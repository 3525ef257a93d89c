/** Addresses, prefixes and the few values that every other package of the core speaks with. Depends on nothing. */
package metallb.domain.net;
