/** {@code metallb controller}. */
package metallb.bootstrap.controller;
