title="graceful restart: the speaker is killed (SIGKILL), and its successor takes over without a gap"
note="GoBGP puts no routes into the kernel here, so its table is asked and no datagrams are counted, in this row and the next two. BIRD does not mark the routes that it keeps, it says of the session that it does."
layout=client
router_keeps=yes
peer_keys='graceful-restart: true'

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    forwarding_begins
    ! forwards || before=$(router_learned 192.168.10.0/32)
    speaker_kill
    check "the router keeps the route of one who is gone" 10 router_keeps_stale 192.168.10.0/32
    forwarding_goes_on
    speaker_run
    check "the session is back" $patience router_established
    check "the route is the same, and a fresh one" 15 is_fresh 192.168.10.0/32 10.0.0.11 42
    ! forwards || check "which the router did not learn anew" 0 learned_once 192.168.10.0/32 "$before"
    forwarding_had_no_gap
}
