/** What Linux can do for sockets and the JDK does not ask it for: by java.lang.foreign, which is used here only. */
package metallb.adapters.linux;
