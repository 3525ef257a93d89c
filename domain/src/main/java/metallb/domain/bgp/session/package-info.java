/**
 * BGP sessions as pure machines: events of a link go in, outputs come out, time is an argument. Sees only {@code net},
 * {@code route}, {@code bgp.wire} and values of {@code java.time}.
 */
package metallb.domain.bgp.session;
