/** The product on one machine: an embedded cluster, a controller, three speakers, two routers, and the story they make. */
package metallb.bootstrap.demo;
