title="IPv4 routes with an IPv6 next hop (RFC 8950) over an IPv6 session"
note="GoBGP negotiates this where it is told of both families, and puts no routes into the kernel here, so its table is asked. Of our two next hops FRR forwards by the link-local one, BIRD by the global one."
layout=client
router_address=fd00::1 node_address=fd00::11
router_extended=yes
peer_keys='families: [ipv4]'

ask() {
    stands 192.168.10.0/32 fd00::11 42
    forwards || return 0
    check "so it is in the router's kernel" 15 kernel_has 192.168.10.0 "$(forwards_by)"
    flow_start
    flow_stop
    check "every datagram arrived" 5 flow_is_whole
}

forwards_by() { [ "$router" = frr ] && echo fe80::11 || echo fd00::11; }
