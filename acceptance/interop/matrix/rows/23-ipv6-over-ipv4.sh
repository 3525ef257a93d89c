title="IPv6 routes over an IPv4 session: the next hop is --node-ip"
router_both=yes
peer_keys='families: [ipv4, ipv6]'
node_ip=fd00::11
shared_link=    # an IPv4 session does not tell whether the router is in that address's subnet

ask() {
    stands 2001:db8:10::/128 fd00::11 42
    check "and IPv4 routes come by the session's own address" 15 router_has 192.168.10.0/32 10.0.0.11 42
}
