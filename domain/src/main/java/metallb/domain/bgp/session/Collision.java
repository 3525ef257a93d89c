package metallb.domain.bgp.session;

import metallb.domain.bgp.wire.Message;

/**
 * RFC 4271 section 6.8: of two connections with one peer one stays. Judged when the peer's OPEN arrives on one, the
 * newcomer, while the other stands.
 */
final class Collision {
    private Collision() {}

    /** Which one is to go. */
    enum Loser {
        NEITHER,
        NEWCOMER,
        OTHER
    }

    /**
     * @param received the OPEN that the newcomer was sent, which was found acceptable
     * @param younger whether the newcomer's connection is the younger one: the OPENs may come in the other order
     */
    static Loser judge(Connection newcomer, Message.Open received, Connection other, boolean younger) {
        return switch (other.phase()) {
            // nobody knows yet whose it is; it will be judged when its own OPEN comes
            case Phase.OpenSent _ -> Loser.NEITHER;
            case Phase.OpenConfirm _ -> loser(newcomer, received, other, younger);
            // RFC 4724 section 5: a peer that restarts gracefully comes back before we miss it
            case Phase.Established on -> on.terms().abilities().gracefulRestart() && !newcomer.isOurs() && younger
                    ? Loser.OTHER : Loser.NEWCOMER;
            case Phase.Ended _ -> Loser.NEITHER;
        };
    }

    private static Loser loser(Connection newcomer, Message.Open received, Connection other, boolean younger) {
        if (newcomer.isOurs() == other.isOurs()) {
            // who opens a second one has given up the first
            return younger ? Loser.OTHER : Loser.NEWCOMER;
        }
        return newcomer.isOurs() == isOursPreferred(newcomer.opening(), received) ? Loser.OTHER : Loser.NEWCOMER;
    }

    /** The one stays that the side with the higher identifier opened; RFC 6286 section 2.3 for equal ones. */
    private static boolean isOursPreferred(Message.Open ours, Message.Open theirs) {
        int byId = ours.id().compareTo(theirs.id());
        return byId != 0 ? byId > 0 : ours.asn().compareTo(theirs.asn()) > 0;
    }
}
