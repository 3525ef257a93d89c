# Router R, node N, and the wires between them. The node reaches the API server over a wire of its own.

namespaces() {
    local host
    for host in "$@"; do
        ip netns add "$host"
        ip -n "$host" link set lo up
        ip netns exec "$host" sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 \
            net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
    done
    ip link add "a$number" type veth peer name api0 netns "$N"
    ip link set "a$number" master br0 up
    ip -n "$N" address add "10.99.1.$number/16" dev api0
    ip -n "$N" link set api0 up
}

# wire HOST IF HOST IF
wire() {
    ip -n "$1" link add "$2" address "02:00:00:00:00:01" type veth peer name "$4" address "02:00:00:00:00:02" netns "$3"
    ip -n "$1" link set "$2" up
    ip -n "$3" link set "$4" up
}

# Both on one wire, with addresses of all kinds.
layout_direct() {
    namespaces "$R" "$N"
    wire "$R" eth0 "$N" eth0
    ip -n "$R" address add 10.0.0.1/24 dev eth0
    ip -n "$N" address add 10.0.0.11/24 dev eth0
    ip -n "$N" address add 10.0.0.12/24 dev eth0
    ip -n "$R" address add fd00::1/64 dev eth0
    ip -n "$N" address add fd00::11/64 dev eth0
    ip -n "$R" address add fe80::1/64 dev eth0
    ip -n "$N" address add fe80::11/64 dev eth0
}

# A router between them that knows nothing of BGP.
layout_hop() {
    namespaces "$R" "$N" "$H"
    wire "$R" eth0 "$H" eth0
    wire "$H" eth1 "$N" eth0
    ip -n "$R" address add 10.0.0.1/24 dev eth0
    ip -n "$H" address add 10.0.0.254/24 dev eth0
    ip -n "$H" address add 10.0.1.254/24 dev eth1
    ip -n "$N" address add 10.0.1.11/24 dev eth0
    ip -n "$R" route add 10.0.1.0/24 via 10.0.0.254
    ip -n "$N" route add 10.0.0.0/24 via 10.0.1.254
    ip -n "$R" address add fd00::1/64 dev eth0
    ip -n "$H" address add fd00::254/64 dev eth0
    ip -n "$H" address add fd01::254/64 dev eth1
    ip -n "$N" address add fd01::11/64 dev eth0
    ip -n "$R" route add fd01::/64 via fd00::254
    ip -n "$N" route add fd00::/64 via fd01::254
    ip netns exec "$H" sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
}

# A client behind the router, and the service's address on the node, as kube-proxy would have it there.
layout_client() {
    layout_direct
    ip netns add "$C"
    ip -n "$C" link set lo up
    wire "$R" eth1 "$C" eth0
    ip -n "$R" address add 203.0.113.1/24 dev eth1
    ip -n "$C" address add 203.0.113.2/24 dev eth0
    ip -n "$C" route add default via 203.0.113.1
    ip -n "$N" route add 203.0.113.0/24 via 10.0.0.1
    ip -n "$N" address add 192.168.10.0/32 dev lo
    ip netns exec "$R" sysctl -qw net.ipv4.ip_forward=1
}

# packets FIELD...: what those of the node have in these fields, a line each
packets() {
    local options= field source=ip.src
    case $node_address in *:*) source=ipv6.src ;; esac
    for field in "$@"; do options="$options -e $field"; done
    # shellcheck disable=SC2086
    tshark -n -r "$dir/wire.pcapng" -Y "tcp and $source == $node_address" -T fields -E separator=/s $options 2> /dev/null
}

# packets_all VALUES FIELD...: no packet of the node has others, the first and ten more are there
packets_all() {
    local wanted=$1 seen
    shift
    seen=$(packets "$@")
    printf '%s packets: %s' "$(grep -c . <<< "$seen")" "$(sort -u <<< "$seen" | tr '\n' ';')"
    [ "$(sort -u <<< "$seen")" = "$wanted" ] && [ "$(grep -c . <<< "$seen")" -gt 10 ] && packets tcp.flags.syn | grep -q '1\|True'
}

# The router's process dies, and nobody hears of it: what its kernel has left to say of that connection is not taken in.
# Rules of routing do that, once they stand before the one that knows what is local.
router_dies_unheard() {
    local port
    port=$(ip netns exec "$R" ss -Htn state established 'dport = 179' | sed -n 's/.*10\.0\.0\.1[^ ]*:\([0-9]*\) .*/\1/p')
    check "the connection is one that the router opened" 0 [ -n "$port" ]
    ip -n "$N" rule add priority 2 lookup local
    ip -n "$N" rule add priority 1 iif eth0 ipproto tcp sport "$port" blackhole
    ip -n "$N" rule del priority 0
    router_kill
}
