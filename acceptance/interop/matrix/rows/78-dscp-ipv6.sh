title="all our packets are marked DSCP CS6; over IPv6, and 255 hops where ttl-security is set"
router_address=fd00::1 node_address=fd00::11
router_hops=1
peer_keys='ttl-security: 1'

ask() {
    stands 2001:db8:10::/128 fd00::11 42
    check "they are marked, and have the TTL, from the first on" 30 packets_all "48 255" ipv6.tclass.dscp ipv6.hlim
}
