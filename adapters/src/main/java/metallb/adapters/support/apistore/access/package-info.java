/** Who calls the embedded API and what they may do: accounts and their tokens, RBAC, reviews of both, and what was seen. */
package metallb.adapters.support.apistore.access;
