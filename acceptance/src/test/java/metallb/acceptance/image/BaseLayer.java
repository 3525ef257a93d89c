package metallb.acceptance.image;

import java.io.IOException;

/** What a Java runtime wants of an operating system: Debian's libc, a user, and the directories that a container has. */
final class BaseLayer {
    /** Owns nothing; the manifests name the same number. */
    static final String USER = "65532:65532";

    private static final String[] LIBC = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2"};

    private BaseLayer() {}

    static Layer of(Architecture architecture, Debian libc, Debian base) throws IOException {
        Layer layer = new Layer("libc6 " + libc.version() + ", a user, no shell");
        libc.copy(layer, architecture.loaderFile(), "usr/share/doc/libc6/copyright");
        for (String library : LIBC) {
            libc.copy(layer, architecture.libraries() + library);
        }
        libc.note(layer);
        base.copy(layer, "usr/lib/os-release", "usr/share/common-licenses/LGPL-2.1", "usr/share/common-licenses/GPL-2",
                "usr/share/doc/base-files/copyright");
        base.note(layer);
        return layer
                .link(architecture.loader(), "../" + architecture.loaderFile())
                .link("etc/os-release", "../usr/lib/os-release")
                .text("etc/passwd", "root:x:0:0:root:/root:/sbin/nologin\nmetallb:x:65532:65532:metallb:/:/sbin/nologin\n")
                .text("etc/group", "root:x:0:\nmetallb:x:65532:\n")
                .text("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n")
                .directory("dev", 0755).directory("proc", 0755).directory("sys", 0755).directory("run", 0755)
                .directory("tmp", 01777);
    }
}
