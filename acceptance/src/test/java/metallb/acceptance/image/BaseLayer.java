package metallb.acceptance.image;

import java.io.IOException;

/** What a Java runtime wants of an operating system: Debian's libc, a user, and the directories that a container has. */
final class BaseLayer {
    /** Owns nothing; the manifests name the same number. */
    static final String USER = "65532:65532";

    private static final String[] LIBC = {
        "lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", "lib/x86_64-linux-gnu/libc.so.6", "lib/x86_64-linux-gnu/libm.so.6",
        "lib/x86_64-linux-gnu/libdl.so.2", "lib/x86_64-linux-gnu/libpthread.so.0", "lib/x86_64-linux-gnu/librt.so.1",
        "lib/x86_64-linux-gnu/libresolv.so.2", "usr/share/doc/libc6/copyright"};

    private BaseLayer() {}

    static Layer of(Debian libc, Debian base) throws IOException {
        Layer layer = new Layer("Debian's libc6 " + libc.version() + ", a user, no shell");
        libc.copy(layer, LIBC);
        libc.note(layer);
        base.copy(layer, "usr/lib/os-release", "usr/share/common-licenses/LGPL-2.1", "usr/share/common-licenses/GPL-2",
                "usr/share/doc/base-files/copyright");
        base.note(layer);
        return layer
                // the loader's name is part of every program (System V ABI, AMD64 supplement)
                .link("lib64/ld-linux-x86-64.so.2", "../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
                .link("etc/os-release", "../usr/lib/os-release")
                .text("etc/passwd", "root:x:0:0:root:/root:/sbin/nologin\nmetallb:x:65532:65532:metallb:/:/sbin/nologin\n")
                .text("etc/group", "root:x:0:\nmetallb:x:65532:\n")
                .text("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n")
                .directory("dev", 0755).directory("proc", 0755).directory("sys", 0755).directory("run", 0755)
                .directory("tmp", 01777);
    }
}
