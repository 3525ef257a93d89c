/** The official client as its users know it, with its typed API, models, watches and informers, against the embedded cluster. */
package metallb.adapters.kubernetes.official;
