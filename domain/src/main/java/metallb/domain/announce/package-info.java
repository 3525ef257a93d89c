/**
 * Who is announced, and why not: services, endpoints, nodes and pools go in, decisions with reasons and the routes that
 * they ask for come out. Knows routes, but nothing of who they are sent to.
 */
package metallb.domain.announce;
