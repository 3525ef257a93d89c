/** Makes the image without Docker: an OCI archive out of the jars, a runtime, Debian's libc and an AOT cache. */
package metallb.acceptance.image;
