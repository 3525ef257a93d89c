/** {@code metallb check}: what the controller would say to a configuration, without a cluster. */
package metallb.bootstrap.check;
