/** Health, metrics and views over HTTP: read-only, and nothing in it is secret. */
package metallb.adapters.http;
