/** BGP messages: bytes in, bytes out. No socket, no time, no state of a session; sees only {@code net} and {@code route}. */
package metallb.domain.bgp.wire;
