/** YAML in, the neutral tree with positions out; whether from the ConfigMap in the cluster or from a file. */
package metallb.adapters.config;
