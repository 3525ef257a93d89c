title="passive, TTL security on our side only: the router's first packet has fewer hops left, so it is closed unread, and that is said"
router_opens=yes
speaker_options="--bgp-listen [::]:179"
peer_keys='passive: true, ttl-security: 1'
wire_silent=yes

ask() {
    check "the speaker waits for the router" $patience speaker_said configInForce ""
    check "the router calls, and the speaker says why it hears nothing" 60 speaker_said connectionRejected "$words"
    check "so does its view of the session" 5 speaker_shows /api/v1/sessions "$words"
    check "there is no session at the router" 1 router_has_no_session
    check "and none at the speaker" 1 never_up
}

words="connected from 10.0.0.1, but it is farther away than ttl-security says: its first packet came with TTL "

never_up() { ! speaker_said sessionUp ""; }
