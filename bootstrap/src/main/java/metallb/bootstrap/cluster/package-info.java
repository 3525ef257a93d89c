/** {@code metallb cluster}: the embedded Kubernetes API alone. */
package metallb.bootstrap.cluster;
