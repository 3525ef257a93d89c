/** The configuration: a neutral tree with positions goes in, a {@code Config} or a list of problems comes out. */
package metallb.domain.config;
