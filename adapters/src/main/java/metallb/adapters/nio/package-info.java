/** TCP links by java.nio: one selector thread that carries bytes and knows nothing of what they mean. */
package metallb.adapters.nio;
