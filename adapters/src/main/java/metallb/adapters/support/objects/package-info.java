/**
 * API JSON to domain values and back, only the fields that we use. Shared by everything that speaks with a Kubernetes
 * API, real or embedded. What is read is not trusted: it becomes a value, or a reason why not.
 */
package metallb.adapters.support.objects;
