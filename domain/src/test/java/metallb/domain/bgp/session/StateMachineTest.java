package metallb.domain.bgp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import metallb.domain.bgp.wire.MessageWriter;
import metallb.domain.bgp.wire.NotificationCode;
import metallb.domain.net.Bytes;
import metallb.domain.net.Family;
import metallb.domain.net.LinkId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * RFC 4271 section 8: every state with every event that we have, and what comes of it. Events 3 to 7 are options of start
 * (8.1.2) and need no transitions of their own; 12, 14, 15 and 20 belong to DelayOpen and tracking, which we do not do. The
 * SendHoldTimer is RFC 9687's. A timer expires while no other one does, so that what comes of it is of its own doing.
 */
class StateMachineTest {
    private static final LinkId LINK = new LinkId(1);
    /** So much of the ConnectRetryTimer is left when the connection stands, which ends it. */
    private static final Duration LEFT = Duration.ofSeconds(1);
    /** After so many failures the IdleHoldTimer outlasts the others: it is 1, 2, 4, 8, and then 12 to 16 s. */
    private static final int FAILURES = 5;
    private static final Duration LONGEST_IDLE_HOLD = Duration.ofSeconds(16);
    private static final Duration KEEPALIVE_TIME = Duration.ofSeconds(3);
    private static final Duration SEND_HOLD_TIME = Duration.ofMinutes(8);
    private static final List<String> CONNECTED = List.of("OpenSent", "OpenConfirm", "Established");
    private static final String MARKER = "ff".repeat(16);

    /** The states of section 8.2.2, Idle twice: before the start, and while the IdleHoldTimer runs (8.1.1). */
    private enum State {
        IDLE, IDLE_HOLD, CONNECT, ACTIVE, OPEN_SENT, OPEN_CONFIRM, ESTABLISHED;

        Crossing reach() {
            Crossing peer = Crossing.of(this == ACTIVE ? Opening.PASSIVE : Opening.ACTIVE);
            if (this != IDLE) {
                peer.started();
            }
            if (this == IDLE_HOLD) {
                fail(peer);
            }
            if (this.compareTo(OPEN_SENT) >= 0) {
                peer.pass(Dialling.CONNECT_TIMEOUT.minus(LEFT)).reached();
            }
            if (this.compareTo(OPEN_CONFIRM) >= 0) {
                peer.opens(LINK, Bench.THEIR_ID);
            }
            if (this == ESTABLISHED) {
                peer.hears(LINK, MessageWriter.keepalive()).pass(Duration.ZERO);
            }
            peer.did();
            return peer;
        }

        private static void fail(Crossing peer) {
            peer.down(LINK);
            for (int failure = 1; failure < FAILURES; failure++) {
                while (peer.state().equals("Idle")) {
                    peer.pass(Backoff.FIRST);
                }
                peer.down(peer.ours());
            }
        }
    }

    /** The events of section 8.1, with their numbers there. */
    private enum Event {
        MANUAL_START, MANUAL_STOP, AUTOMATIC_STOP, CONNECT_RETRY_TIMER_EXPIRES, HOLD_TIMER_EXPIRES, KEEPALIVE_TIMER_EXPIRES,
        SEND_HOLD_TIMER_EXPIRES, IDLE_HOLD_TIMER_EXPIRES, TCP_CR_ACKED, TCP_CONNECTION_CONFIRMED, TCP_CONNECTION_FAILS,
        BGP_OPEN, BGP_HEADER_ERR, BGP_OPEN_MSG_ERR, OPEN_COLLISION_DUMP, NOTIF_MSG_VER_ERR, NOTIF_MSG, KEEPALIVE_MSG, UPDATE_MSG, UPDATE_MSG_ERR;

        void happen(Crossing peer) {
            switch (this) {
                case MANUAL_START -> peer.started();
                case MANUAL_STOP -> peer.peer.stop(peer.now(), "dept");
                case AUTOMATIC_STOP -> peer.peer.reset(peer.now(), 6, "dept");
                case CONNECT_RETRY_TIMER_EXPIRES -> peer.pass(CONNECTED.contains(peer.state()) ? LEFT
                        : Dialling.CONNECT_TIMEOUT);
                case HOLD_TIMER_EXPIRES -> peer.pass(peer.state().equals("OpenSent") ? Connection.OPEN_HOLD_TIME
                        : Duration.ofSeconds(9));
                case KEEPALIVE_TIMER_EXPIRES -> peer.pass(KEEPALIVE_TIME);
                case SEND_HOLD_TIMER_EXPIRES -> takeNothing(peer);
                case IDLE_HOLD_TIMER_EXPIRES -> peer.pass(peer.state().equals("Idle") ? LONGEST_IDLE_HOLD : Backoff.FIRST);
                case TCP_CR_ACKED -> peer.reached();
                case TCP_CONNECTION_CONFIRMED -> peer.calls();
                case TCP_CONNECTION_FAILS -> peer.down(LINK);
                case BGP_OPEN -> peer.opens(LINK, Bench.THEIR_ID);
                case BGP_HEADER_ERR -> peer.hears(LINK, Bytes.ofHex("00".repeat(19)));
                case BGP_OPEN_MSG_ERR -> peer.hears(LINK, Bytes.ofHex(MARKER + "001d01" + "03fbf500090a00000200"));
                case OPEN_COLLISION_DUMP -> collide(peer);
                case NOTIF_MSG_VER_ERR -> peer.hears(LINK, Bench.notification(NotificationCode.UNSUPPORTED_VERSION));
                case NOTIF_MSG -> peer.hears(LINK, Bench.notification(NotificationCode.CEASE_UNSPECIFIC));
                case KEEPALIVE_MSG -> peer.hears(LINK, MessageWriter.keepalive());
                case UPDATE_MSG -> peer.hears(LINK, MessageWriter.endOfRib(Family.IPV4));
                case UPDATE_MSG_ERR -> peer.hears(LINK, Bytes.ofHex(MARKER + "0017020001" + "0000"));
            }
        }

        /** The peer says that it is alive, and its socket is full. */
        private static void takeNothing(Crossing peer) {
            for (Duration waited = Duration.ZERO; waited.compareTo(SEND_HOLD_TIME) <= 0 && peer.state().equals("Established");
                    waited = waited.plus(KEEPALIVE_TIME)) {
                peer.hears(LINK, MessageWriter.keepalive()).pass(KEEPALIVE_TIME);
            }
        }

        /** The peer, whose identifier is higher, calls and opens: that connection stays. */
        private static void collide(Crossing peer) {
            peer.peer.change(peer.now(), Bench.settings(Bench.THEIRS, 9, Family.IPV4)
                    .with(SessionOptions.USUAL.opened(Opening.BOTH)));
            peer.opens(peer.calls(), Bench.THEIR_ID);
        }
    }

    /** State, event, state after it, what was done. */
    private static final String TRANSITIONS = """
            IDLE | MANUAL_START | Connect | link 1: connect
            IDLE | MANUAL_STOP | Idle |
            IDLE | AUTOMATIC_STOP | Idle |
            IDLE | CONNECT_RETRY_TIMER_EXPIRES | Idle |
            IDLE | HOLD_TIMER_EXPIRES | Idle |
            IDLE | KEEPALIVE_TIMER_EXPIRES | Idle |
            IDLE | IDLE_HOLD_TIMER_EXPIRES | Idle |
            IDLE | TCP_CR_ACKED | Idle |
            IDLE | TCP_CONNECTION_CONFIRMED | Idle | link -1: NOTIFICATION 6/5, link -1: close
            IDLE | TCP_CONNECTION_FAILS | Idle |
            IDLE | BGP_OPEN | Idle |
            IDLE | BGP_HEADER_ERR | Idle |
            IDLE | BGP_OPEN_MSG_ERR | Idle |
            IDLE | OPEN_COLLISION_DUMP | Idle | link -1: NOTIFICATION 6/5, link -1: close
            IDLE | NOTIF_MSG_VER_ERR | Idle |
            IDLE | NOTIF_MSG | Idle |
            IDLE | KEEPALIVE_MSG | Idle |
            IDLE | UPDATE_MSG | Idle |
            IDLE | UPDATE_MSG_ERR | Idle |
            IDLE_HOLD | MANUAL_START | Idle |
            IDLE_HOLD | MANUAL_STOP | Idle |
            IDLE_HOLD | AUTOMATIC_STOP | Idle |
            IDLE_HOLD | CONNECT_RETRY_TIMER_EXPIRES | Idle |
            IDLE_HOLD | HOLD_TIMER_EXPIRES | Idle |
            IDLE_HOLD | KEEPALIVE_TIMER_EXPIRES | Idle |
            IDLE_HOLD | IDLE_HOLD_TIMER_EXPIRES | Connect | link 6: connect
            IDLE_HOLD | TCP_CR_ACKED | Idle |
            IDLE_HOLD | TCP_CONNECTION_CONFIRMED | Idle | link -1: NOTIFICATION 6/5, link -1: close
            IDLE_HOLD | TCP_CONNECTION_FAILS | Idle |
            IDLE_HOLD | BGP_OPEN | Idle |
            IDLE_HOLD | BGP_HEADER_ERR | Idle |
            IDLE_HOLD | BGP_OPEN_MSG_ERR | Idle |
            IDLE_HOLD | OPEN_COLLISION_DUMP | OpenConfirm | link -1: OPEN, link -1: KEEPALIVE
            IDLE_HOLD | NOTIF_MSG_VER_ERR | Idle |
            IDLE_HOLD | NOTIF_MSG | Idle |
            IDLE_HOLD | KEEPALIVE_MSG | Idle |
            IDLE_HOLD | UPDATE_MSG | Idle |
            IDLE_HOLD | UPDATE_MSG_ERR | Idle |
            CONNECT | MANUAL_START | Connect |
            CONNECT | MANUAL_STOP | Idle | link 1: close, Failed stopped
            CONNECT | AUTOMATIC_STOP | Idle | link 1: close, Failed reset
            CONNECT | CONNECT_RETRY_TIMER_EXPIRES | Idle | link 1: close, Failed connectTimedOut
            CONNECT | HOLD_TIMER_EXPIRES | Connect |
            CONNECT | KEEPALIVE_TIMER_EXPIRES | Connect |
            CONNECT | IDLE_HOLD_TIMER_EXPIRES | Connect |
            CONNECT | TCP_CR_ACKED | OpenSent | link 1: OPEN
            CONNECT | TCP_CONNECTION_CONFIRMED | Connect | link -1: NOTIFICATION 6/5, link -1: close
            CONNECT | TCP_CONNECTION_FAILS | Idle | Failed connectFailed
            CONNECT | BGP_OPEN | Connect |
            CONNECT | BGP_HEADER_ERR | Connect |
            CONNECT | BGP_OPEN_MSG_ERR | Connect |
            CONNECT | OPEN_COLLISION_DUMP | OpenConfirm | link -1: OPEN, link -1: KEEPALIVE
            CONNECT | NOTIF_MSG_VER_ERR | Connect |
            CONNECT | NOTIF_MSG | Connect |
            CONNECT | KEEPALIVE_MSG | Connect |
            CONNECT | UPDATE_MSG | Connect |
            CONNECT | UPDATE_MSG_ERR | Connect |
            ACTIVE | MANUAL_START | Active |
            ACTIVE | MANUAL_STOP | Idle |
            ACTIVE | AUTOMATIC_STOP | Active |
            ACTIVE | CONNECT_RETRY_TIMER_EXPIRES | Active |
            ACTIVE | HOLD_TIMER_EXPIRES | Active |
            ACTIVE | KEEPALIVE_TIMER_EXPIRES | Active |
            ACTIVE | IDLE_HOLD_TIMER_EXPIRES | Active |
            ACTIVE | TCP_CR_ACKED | Active |
            ACTIVE | TCP_CONNECTION_CONFIRMED | OpenSent | link -1: OPEN
            ACTIVE | TCP_CONNECTION_FAILS | Active |
            ACTIVE | BGP_OPEN | Active |
            ACTIVE | BGP_HEADER_ERR | Active |
            ACTIVE | BGP_OPEN_MSG_ERR | Active |
            ACTIVE | OPEN_COLLISION_DUMP | OpenConfirm | link -1: OPEN, link -1: KEEPALIVE
            ACTIVE | NOTIF_MSG_VER_ERR | Active |
            ACTIVE | NOTIF_MSG | Active |
            ACTIVE | KEEPALIVE_MSG | Active |
            ACTIVE | UPDATE_MSG | Active |
            ACTIVE | UPDATE_MSG_ERR | Active |
            OPEN_SENT | MANUAL_START | OpenSent |
            OPEN_SENT | MANUAL_STOP | Idle | link 1: NOTIFICATION 6/2, link 1: close, Failed stopped
            OPEN_SENT | AUTOMATIC_STOP | Idle | link 1: NOTIFICATION 6/6, link 1: close, Failed reset
            OPEN_SENT | CONNECT_RETRY_TIMER_EXPIRES | OpenSent |
            OPEN_SENT | HOLD_TIMER_EXPIRES | Idle | link 1: NOTIFICATION 4/0, link 1: close, Failed holdTimerExpired
            OPEN_SENT | KEEPALIVE_TIMER_EXPIRES | OpenSent |
            OPEN_SENT | IDLE_HOLD_TIMER_EXPIRES | OpenSent |
            OPEN_SENT | TCP_CR_ACKED | OpenSent |
            OPEN_SENT | TCP_CONNECTION_CONFIRMED | OpenSent | link -1: NOTIFICATION 6/5, link -1: close
            OPEN_SENT | TCP_CONNECTION_FAILS | Idle | Failed connectionLost
            OPEN_SENT | BGP_OPEN | OpenConfirm | link 1: KEEPALIVE
            OPEN_SENT | BGP_HEADER_ERR | Idle | link 1: NOTIFICATION 1/1, link 1: close, Failed malformedMessage
            OPEN_SENT | BGP_OPEN_MSG_ERR | Idle | link 1: NOTIFICATION 2/1, link 1: close, Failed malformedMessage
            OPEN_SENT | OPEN_COLLISION_DUMP | OpenConfirm | link -1: OPEN, link -1: KEEPALIVE
            OPEN_SENT | NOTIF_MSG_VER_ERR | Idle | link 1: close, Failed notificationReceived
            OPEN_SENT | NOTIF_MSG | Idle | link 1: close, Failed notificationReceived
            OPEN_SENT | KEEPALIVE_MSG | Idle | link 1: NOTIFICATION 5/1, link 1: close, Failed unexpectedMessage
            OPEN_SENT | UPDATE_MSG | Idle | link 1: NOTIFICATION 5/1, link 1: close, Failed unexpectedMessage
            OPEN_SENT | UPDATE_MSG_ERR | Idle | link 1: NOTIFICATION 5/1, link 1: close, Failed unexpectedMessage
            OPEN_CONFIRM | MANUAL_START | OpenConfirm |
            OPEN_CONFIRM | MANUAL_STOP | Idle | link 1: NOTIFICATION 6/2, link 1: close, Failed stopped
            OPEN_CONFIRM | AUTOMATIC_STOP | Idle | link 1: NOTIFICATION 6/6, link 1: close, Failed reset
            OPEN_CONFIRM | CONNECT_RETRY_TIMER_EXPIRES | OpenConfirm |
            OPEN_CONFIRM | HOLD_TIMER_EXPIRES | Idle | link 1: KEEPALIVE, link 1: NOTIFICATION 4/0, link 1: close, Failed holdTimerExpired
            OPEN_CONFIRM | KEEPALIVE_TIMER_EXPIRES | OpenConfirm | link 1: KEEPALIVE
            OPEN_CONFIRM | IDLE_HOLD_TIMER_EXPIRES | OpenConfirm |
            OPEN_CONFIRM | TCP_CR_ACKED | OpenConfirm |
            OPEN_CONFIRM | TCP_CONNECTION_CONFIRMED | OpenConfirm | link -1: NOTIFICATION 6/5, link -1: close
            OPEN_CONFIRM | TCP_CONNECTION_FAILS | Idle | Failed connectionLost
            OPEN_CONFIRM | BGP_OPEN | Idle | link 1: NOTIFICATION 5/2, link 1: close, Failed unexpectedMessage
            OPEN_CONFIRM | BGP_HEADER_ERR | Idle | link 1: NOTIFICATION 1/1, link 1: close, Failed malformedMessage
            OPEN_CONFIRM | BGP_OPEN_MSG_ERR | Idle | link 1: NOTIFICATION 2/1, link 1: close, Failed malformedMessage
            OPEN_CONFIRM | OPEN_COLLISION_DUMP | OpenConfirm | link -1: OPEN, link 1: NOTIFICATION 6/7, link 1: close, Dropped collision, link -1: KEEPALIVE
            OPEN_CONFIRM | NOTIF_MSG_VER_ERR | Idle | link 1: close, Failed notificationReceived
            OPEN_CONFIRM | NOTIF_MSG | Idle | link 1: close, Failed notificationReceived
            OPEN_CONFIRM | KEEPALIVE_MSG | Established | Up
            OPEN_CONFIRM | UPDATE_MSG | Idle | link 1: NOTIFICATION 5/2, link 1: close, Failed unexpectedMessage
            OPEN_CONFIRM | UPDATE_MSG_ERR | Idle | link 1: NOTIFICATION 5/2, link 1: close, Failed unexpectedMessage
            ESTABLISHED | MANUAL_START | Established |
            ESTABLISHED | MANUAL_STOP | Idle | link 1: NOTIFICATION 6/2, link 1: close, Down stopped
            ESTABLISHED | AUTOMATIC_STOP | Idle | link 1: NOTIFICATION 6/6, link 1: close, Down reset
            ESTABLISHED | CONNECT_RETRY_TIMER_EXPIRES | Established |
            ESTABLISHED | HOLD_TIMER_EXPIRES | Idle | link 1: KEEPALIVE, link 1: NOTIFICATION 4/0, link 1: close, Down holdTimerExpired
            ESTABLISHED | KEEPALIVE_TIMER_EXPIRES | Established | link 1: KEEPALIVE
            ESTABLISHED | SEND_HOLD_TIMER_EXPIRES | Idle | link 1: KEEPALIVE, link 1: NOTIFICATION 8/0, link 1: close, Down sendHoldTimerExpired
            ESTABLISHED | IDLE_HOLD_TIMER_EXPIRES | Established |
            ESTABLISHED | TCP_CR_ACKED | Established |
            ESTABLISHED | TCP_CONNECTION_CONFIRMED | Established | link -1: NOTIFICATION 6/5, link -1: close
            ESTABLISHED | TCP_CONNECTION_FAILS | Idle | Down connectionLost
            ESTABLISHED | BGP_OPEN | Idle | link 1: NOTIFICATION 5/3, link 1: close, Down unexpectedMessage
            ESTABLISHED | BGP_HEADER_ERR | Idle | link 1: NOTIFICATION 1/1, link 1: close, Down malformedMessage
            ESTABLISHED | BGP_OPEN_MSG_ERR | Idle | link 1: NOTIFICATION 5/3, link 1: close, Down unexpectedMessage
            ESTABLISHED | OPEN_COLLISION_DUMP | Established | link -1: OPEN, link -1: NOTIFICATION 6/7, link -1: close, Dropped collision
            ESTABLISHED | NOTIF_MSG_VER_ERR | Idle | link 1: close, Down notificationReceived
            ESTABLISHED | NOTIF_MSG | Idle | link 1: close, Down notificationReceived
            ESTABLISHED | KEEPALIVE_MSG | Established |
            ESTABLISHED | UPDATE_MSG | Established | Received
            ESTABLISHED | UPDATE_MSG_ERR | Idle | link 1: NOTIFICATION 3/1, link 1: close, Down malformedMessage
            """;

    private record Transition(State from, Event event, String to, String did) {
        static Transition of(String line) {
            String[] parts = line.split(" *\\| *", -1);
            return new Transition(State.valueOf(parts[0]), Event.valueOf(parts[1]), parts[2], parts[3]);
        }

        @Override
        public String toString() {
            return from + " " + event;
        }
    }

    private static Stream<Transition> transitions() {
        return TRANSITIONS.lines().map(Transition::of);
    }

    @ParameterizedTest
    @MethodSource("transitions")
    void goesWhereTheRfcSays(Transition given) {
        Crossing peer = given.from().reach();
        given.event().happen(peer);
        assertEquals(given.to() + " | " + given.did(), peer.state() + " | " + String.join(", ", peer.did()));
    }

    @Test
    void leavesNoStateAndNoEventOut() {
        // nothing is sent before OpenSent, and there and in OpenConfirm the HoldTimer is over first
        List<String> all = Arrays.stream(State.values()).flatMap(state -> Arrays.stream(Event.values())
                .filter(event -> event != Event.SEND_HOLD_TIMER_EXPIRES || state == State.ESTABLISHED)
                .map(event -> state + " " + event)).toList();
        assertEquals(all, transitions().map(Transition::toString).toList());
    }
}
