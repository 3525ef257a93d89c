package metallb.acceptance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import metallb.domain.net.Bytes;

/**
 * A {@code Peer} between a transport and a neighbour who do what an input says: links come and go, bytes of any kind arrive in
 * any state, time passes. {@link FuzzedPeer} holds every output against what a session promises.
 */
class PeerFuzzTest {
    /** Longer inputs find nothing that shorter ones do not. */
    private static final int MOST_STEPS = 300;

    @FuzzTest
    void noBytesBreakASessionAndNoNotificationIsAnswered(byte[] input) {
        Cursor cursor = new Cursor(Bytes.copyOf(input));
        FuzzedPeer peer = new FuzzedPeer(cursor.next());
        for (int i = 0; i < MOST_STEPS && cursor.hasMore(); i++) {
            step(peer, cursor);
        }
        peer.end();
    }

    private static void step(FuzzedPeer peer, Cursor input) {
        int step = input.next();
        // the upper bits name the link, where a step is about one
        int link = step >> 4;
        switch (step & 15) {
            case 0 -> peer.reached();
            case 1 -> peer.called();
            case 2, 3 -> peer.hears(link, input.take(input.next()));
            case 4, 5 -> {
                int type = input.next();
                peer.hears(link, StreamInput.message(type, input.take(input.next())));
            }
            case 6, 7 -> peer.hears(link, Said.of(input.next()));
            case 8 -> peer.drained(link);
            case 9 -> peer.down(link);
            case 10, 11 -> peer.passes(link);
            case 12 -> peer.changes(link);
            case 13 -> peer.operates(link);
            default -> peer.turn();
        }
    }

    /** Reads an input from its beginning; behind its end are zeros. */
    private static final class Cursor {
        private final Bytes input;
        private int at;

        Cursor(Bytes input) {
            this.input = input;
        }

        boolean hasMore() {
            return at < input.length();
        }

        int next() {
            return hasMore() ? input.at(at++) & 0xff : 0;
        }

        Bytes take(int wanted) {
            Bytes taken = input.slice(at, Math.min(wanted, input.length() - at));
            at += taken.length();
            return taken;
        }
    }
}
