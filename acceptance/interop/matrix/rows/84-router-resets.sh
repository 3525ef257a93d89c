title="a session that the router's operator resets: its Cease in words, and all routes again"
note="GoBGP lets nobody in for half a minute after a reset, and closes what comes without a word."

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    router_reset
    check "the speaker says what the router said" 15 speaker_said sessionDown "received Cease"
    check "and counts it in words" 10 speaker_counted Cease/
    check "the session is established again" $patience speaker_said_again sessionUp "established: AS 100"
    check "on both sides" 30 router_established
    check "and the route is there" 15 router_has 192.168.10.0/32 10.0.0.11 42
}
