/** The three patch forms as pure functions over JSON trees. Nothing here changes its arguments. */
package metallb.adapters.support.apistore.patch;
