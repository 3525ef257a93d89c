/** The words that services and BGP both speak: who announces what, with which attributes. Sees only {@code net}. */
package metallb.domain.route;
