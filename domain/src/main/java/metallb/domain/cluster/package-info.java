/** The objects of the Kubernetes API as the core sees them: only the fields it uses, as plain values. */
package metallb.domain.cluster;
