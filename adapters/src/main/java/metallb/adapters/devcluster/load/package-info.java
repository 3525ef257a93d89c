/** Objects from files into an embedded cluster. */
package metallb.adapters.devcluster.load;
