/** What brings the cluster's objects to the core and the core's writes to the cluster. */
package metallb.ports.cluster;
