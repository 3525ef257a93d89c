/** Bodies in the binary form that typed Go clients send, kubectl's {@code create} among them. */
package metallb.adapters.support.apistore.protobuf;
