package metallb.domain.core;

import java.util.Objects;
import metallb.domain.net.Bytes;
import metallb.domain.net.LinkId;
import metallb.domain.net.LinkSettings;

/** What the transport is to do with a link. */
public sealed interface LinkEffect extends SpeakerEffect, RouterEffect {
    LinkId link();

    /** Open a connection; answered by Up or Down. */
    record Connect(LinkId link, LinkSettings settings) implements LinkEffect {
        public Connect {
            Objects.requireNonNull(settings, "settings");
        }
    }

    /** Send whole messages; never more than the link's credit of 64 KiB that Drained gives back. */
    record Send(LinkId link, Bytes bytes) implements LinkEffect {
        public Send {
            Objects.requireNonNull(bytes, "bytes");
        }
    }

    /** The last chunk is digested: read on. */
    record Resume(LinkId link) implements LinkEffect {}

    /** Read the socket once, now; answered by Received where something was there, and always by Probed after it. */
    record Probe(LinkId link) implements LinkEffect {}

    /** Send what was given, then close in order; answered by Down. */
    record Close(LinkId link) implements LinkEffect {}
}
