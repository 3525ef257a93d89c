/**
 * The Kubernetes API as a store in memory: objects, versions, patches, watches, defaults and refusals as a kube-apiserver
 * has them. No clock, no socket, no thread: time is an argument, a watch is called back within the write that it sees.
 */
package metallb.adapters.support.apistore;
