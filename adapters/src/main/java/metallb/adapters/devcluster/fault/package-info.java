/** What goes wrong between a client and an API server, by rules: pure decisions, to be carried out by whoever serves. */
package metallb.adapters.devcluster.fault;
