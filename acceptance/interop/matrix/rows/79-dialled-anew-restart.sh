title="passive, with graceful restart: the router dies unheard and connects anew, which replaces the old session at once"
router_opens=yes
speaker_options="--bgp-listen [::]:179"
router_keeps=yes
hold_time=30
peer_keys='passive: true, graceful-restart: true'

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    router_dies_unheard
    router_start
    check "the new connection replaces the old session" 30 speaker_said sessionDown "collision: the peer came back on another connection"
    check "the route is there" 15 router_has 192.168.10.0/32 10.0.0.11 42
    check "and stays longer than the hold time" 90 speaker_stays 33
}
