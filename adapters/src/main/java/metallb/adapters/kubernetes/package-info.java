/**
 * The cluster over its real API. The official client brings configuration, authentication, TLS and raw HTTP calls;
 * lists, watches and writes are ours, and nothing outside this package sees the client's classes.
 */
package metallb.adapters.kubernetes;
