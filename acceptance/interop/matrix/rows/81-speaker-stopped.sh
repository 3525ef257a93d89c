title="a speaker that stops without a word: the router forgets its routes, and has them again when it goes on"
hold_time=6

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    kill -STOP "$speaker"
    check "the router ends the session" 30 router_has_no_session
    check "and has no route" 10 router_has_none 192.168.10.0/32
    kill -CONT "$speaker"
    check "the speaker says why it ended" 30 speaker_said sessionDown "Hold Timer Expired (4/0)"
    check "and counts it in words" 10 speaker_counted "Hold Timer Expired (4/0)"
    check "the session is established again" $patience speaker_said_again sessionUp "established: AS 100"
    check "on both sides" 30 router_established
    check "and the route is there" 15 router_has 192.168.10.0/32 10.0.0.11 42
}
