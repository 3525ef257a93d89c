package metallb.bootstrap.process;

import metallb.domain.core.LinkEffect;
import metallb.ports.transport.Transport;

/** Carries what a core wants of its links to the transport. Decides nothing. */
public final class LinkOutlet {
    private LinkOutlet() {}

    public static void carry(LinkEffect effect, Transport transport) {
        switch (effect) {
            case LinkEffect.Connect connect -> transport.connect(connect.link(), connect.settings());
            case LinkEffect.Send send -> transport.send(send.link(), send.bytes());
            case LinkEffect.Resume resume -> transport.resume(resume.link());
            case LinkEffect.Probe probe -> transport.probe(probe.link());
            case LinkEffect.Close close -> transport.close(close.link());
        }
    }
}
