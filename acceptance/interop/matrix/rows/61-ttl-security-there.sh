title="TTL security on the router only: nothing of ours is heard"
note="All three demand the TTL of a connection once they have accepted it, not of the handshake: so it comes up, and then nobody hears us."
router_hops=1

ask() {
    check "the speaker says why there is no session" $patience \
        speaker_said sessionFailed "holdTimerExpired: nothing heard for 9 s"
    check "the router holds none for long" 30 router_has_no_session
}
