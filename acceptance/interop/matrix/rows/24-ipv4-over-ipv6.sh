title="IPv4 routes over an IPv6 session, without RFC 8950: the next hop is --node-ip"
note="GoBGP was not asked: where it speaks IPv4 over IPv6 it agrees to RFC 8950 by itself."
routers="frr bird"
router_address=fd00::1 node_address=fd00::11
router_both=yes
peer_keys='families: [ipv4, ipv6]'

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    check "and IPv6 routes come by the session's own address" 15 router_has 2001:db8:10::/128 fd00::11 42
}
