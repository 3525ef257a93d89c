title="a router that is killed and started anew has all routes again"

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    router_kill
    check "the speaker sees the connection end" 15 speaker_said sessionDown "connectionLost"
    router_start
    check "the session is established again" $patience speaker_said_again sessionUp "established: AS 100"
    check "on both sides" 30 router_established
    check "and the route is there" 15 router_has 192.168.10.0/32 10.0.0.11 42
}
