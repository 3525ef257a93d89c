title="a router that stops without a word: Hold Timer Expired, and all routes again when it goes on"
hold_time=6

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    router_signal STOP
    check "the speaker ends the session" 30 speaker_said sessionDown "holdTimerExpired: nothing heard for 6 s"
    check "and counts it in words" 10 speaker_counted "Hold Timer Expired (4/0)"
    check "its view has a session no more" 10 speaker_shows /api/v1/sessions "nothing heard for 6 s"
    router_signal CONT
    check "the session is established again" $patience speaker_said_again sessionUp "established: AS 100"
    check "on both sides" 30 router_established
    check "and the route is there" 15 router_has 192.168.10.0/32 10.0.0.11 42
}

on_the_wire() { check "we said Hold Timer Expired" 0 wire_said "NOTIFICATION|Hold Timer Expired (4)"; }
