/** The embedded cluster: the API store behind HTTP, with discovery and what kubectl asks beside the objects. */
package metallb.adapters.devcluster;
