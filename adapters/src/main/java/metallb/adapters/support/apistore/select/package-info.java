/** Label and field selectors: parsed from what a client wrote, asked of labels and fields. */
package metallb.adapters.support.apistore.select;
