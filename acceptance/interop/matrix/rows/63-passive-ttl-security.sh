title="passive, TTL security (GTSM) on both sides: the router connects to us"
router_opens=yes
router_hops=1
speaker_options="--bgp-listen [::]:179"
peer_keys='passive: true, ttl-security: 1'

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    check "we are the one who was called" 1 called_by_router
}
