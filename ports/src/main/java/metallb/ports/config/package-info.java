/** Reading the text of a configuration. */
package metallb.ports.config;
