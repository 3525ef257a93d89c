# The wires and the routers.

build_topology() {
    mkdir -p /run/netns /run/frr /etc/frr /var/tmp/frr
    mount -t tmpfs tmpfs /run/netns
    for place in /run/frr /etc/frr /var/tmp/frr; do
        mount -t tmpfs tmpfs $place
        chown frr:frr $place
    done
    ip link set lo up
    ip link add br0 type bridge
    ip link set br0 up
    ip address add 10.0.0.254/24 dev br0
    host frr 10.0.0.1
    host bird 10.0.0.2
    for i in 1 2 3; do
        host node-$i 10.0.0.1$i
        ip -n node-$i route add 203.0.113.0/24 via 10.0.0.1
        ip -n node-$i route add 198.51.100.0/24 via 10.0.0.2
    done
    behind frr client-f 203.0.113
    behind bird client-b 198.51.100
}

# host NAME ADDRESS: a namespace with eth0 on the bridge
host() {
    ip netns add "$1"
    ip link add "v-$1" type veth peer name eth0 netns "$1"
    ip link set "v-$1" master br0 up
    ip -n "$1" link set lo up
    ip -n "$1" address add "$2/24" dev eth0
    ip -n "$1" link set eth0 up
    ip netns exec "$1" sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.eth0.rp_filter=0
}

# behind ROUTER NAME NET: a client with the router as its default
behind() {
    ip netns add "$2"
    ip link add eth1 netns "$1" type veth peer name eth0 netns "$2"
    ip -n "$1" address add "$3.1/24" dev eth1
    ip -n "$1" link set eth1 up
    ip -n "$2" address add "$3.2/24" dev eth0
    ip -n "$2" link set lo up
    ip -n "$2" link set eth0 up
    ip -n "$2" route add default via "$3.1"
    ip netns exec "$1" sysctl -qw net.ipv4.ip_forward=1 net.ipv4.fib_multipath_hash_policy=1 \
        net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.eth1.rp_filter=0
}

start_frr() {
    cat > /etc/frr/frr.conf <<CONF
frr defaults datacenter
log file $work/frr.log
router bgp 100
 bgp router-id 10.0.0.1
 no bgp ebgp-requires-policy
 bgp bestpath as-path multipath-relax
 neighbor nodes peer-group
 neighbor nodes remote-as 42
 neighbor nodes timers 3 9
 neighbor nodes passive
 bgp listen range 10.0.0.0/24 peer-group nodes
 address-family ipv4 unicast
  neighbor nodes activate
  maximum-paths 64
 exit-address-family
CONF
    touch /etc/frr/vtysh.conf
    chown frr:frr /etc/frr/frr.conf /etc/frr/vtysh.conf
    touch "$work/frr.log" && chmod 666 "$work/frr.log"
    for daemon in zebra bgpd; do
        ip netns exec frr /usr/lib/frr/$daemon -d -u frr -g frr -f /etc/frr/frr.conf --vty_socket /run/frr \
            -i /run/frr/$daemon.pid -z /run/frr/zserv.api >> "$work/frr.out" 2>&1
    done
}

start_bird() {
    cat > "$work/bird.conf" <<CONF
log "$work/bird.log" all;
router id 10.0.0.2;
protocol device {}
protocol direct { ipv4; interface "eth1"; }
protocol kernel { merge paths limit 64; ipv4 { export where source = RTS_BGP; }; }
protocol bgp nodes {
  local 10.0.0.2 port 179 as 200;
  neighbor range 10.0.0.0/24 as 42;
  passive on;
  error wait time 1, 2;
  hold time 9;
  keepalive time 3;
  dynamic name "node";
  ipv4 { import all; export none; };
}
CONF
    ip netns exec bird bird -c "$work/bird.conf" -s "$work/bird.sock" -P "$work/bird.pid"
}

start_capture() {
    ip netns exec frr dumpcap -q -i eth0 -f 'tcp port 179' -w "$work/frr.pcapng" > "$work/dumpcap.out" 2>&1 &
    capture=$!
}

stop_capture() {
    kill -INT $capture 2>/dev/null
    wait $capture 2>/dev/null
}

frr() { ip netns exec frr vtysh --vty_socket /run/frr -c "$1"; }

# The questions below fail where the one who is asked does: an answer that did not come is no empty table.

# frr_paths PREFIX HOPS: the next hops of all valid paths that take part in the multipath
frr_paths() {
    local hops
    hops=$(frr "show bgp ipv4 unicast $1 json" \
        | jq -r '.paths // [] | .[] | select(.valid and (.multipath or .bestpath.overall)) | .nexthops[].ip') || return 1
    same "$hops" "$2"
}

frr_attributes() {
    local seen
    seen=$(frr "show bgp ipv4 unicast $1 json" \
        | jq -r '.paths[] | "\(.aspath.string) \(.origin) localPreference=\(.locPrf // "none")"' | sort -u)
    printf '%s' "$seen"
    [ "$seen" = "42 IGP localPreference=none" ]
}

# a dynamic neighbour is forgotten with its session, so the log is asked
frr_was_told() {
    grep -F "$1" "$work/frr.log" | grep -o 'NOTIFICATION: received.*' | tail -n 1 | grep -F "$2"
}

bird_paths() {
    local table
    # birdc fails for a prefix that is not there, too
    table=$(birdc -s "$work/bird.sock" "show route for $1 all") || [[ $table == *"Network not found"* ]] || return 1
    same "$(printf '%s\n' "$table" | sed -n 's/.*BGP.next_hop: //p')" "$2"
}

kernel_hops() {
    local hops
    hops=$(ip -n "$1" -j route show "$2" | jq -r '.[] | .gateway // (.nexthops // [] | .[].gateway) // empty') || return 1
    same "$hops" "$3"
}

# every change of a router's kernel table, with its moment
watch_kernel() {
    ip -n "$1" -ts -o monitor route > "$work/kernel-$1.log" &
}

# left_kernel ROUTER PREFIX HOP MOMENT SECONDS: the first change of the route after the moment that is without the hop came in time
left_kernel() {
    local line
    line=$(grep -F "$2 " "$work/kernel-$1.log" | grep -v -E "Deleted|via $3 " | awk -v since="$(iso "$4")" \
        '{ at = substr($1, 2, 26); if (at > since) { print at; exit } }')
    [ -n "$line" ] && in_time "$line" "$4" "$5"
}

# iso NANOSECONDS: as ip writes it
iso() { date -d "@$(($1 / 1000000000)).$(printf '%09d' $(($1 % 1000000000)))" +%Y-%m-%dT%H:%M:%S.%6N; }

# in_time DATE MOMENT SECONDS: no more than that after it
in_time() {
    local passed=$((($(date -d "$1" +%s%N) - $2) / 1000000))
    printf '%d ms' $passed
    [ $passed -le $(($3 * 1000)) ]
}

# captured TSHARK-OPTION...: what tshark makes of the capture; its complaint where it makes nothing of it
captured() {
    tshark -r "$work/frr.pcapng" -d tcp.port==179,bgp "$@" 2> "$work/tshark.err" || { cat "$work/tshark.err"; return 1; }
}

captured_messages() {
    local packets count
    packets=$(captured -Y bgp) || { printf '%s' "$packets"; return 1; }
    count=$(printf '%s' "$packets" | grep -c .)
    printf '%s packets with BGP' "$count"
    [ "$count" -gt 20 ]
}

# none among what was captured; a capture without BGP shows nothing
nothing_malformed() {
    local packets count
    captured_messages > /dev/null || { captured_messages; return 1; }
    packets=$(captured -Y '_ws.malformed || bgp.length < 19') || { printf '%s' "$packets"; return 1; }
    count=$(printf '%s' "$packets" | grep -c .)
    printf '%s malformed' "$count"
    [ "$count" = 0 ]
}

withdrawn_before_notification() {
    local order
    order=$(captured -Y "ip.src == $1 && (bgp.type == 3 || bgp.update.withdrawn_routes.length > 0)" -T fields \
        -e bgp.type -e bgp.update.withdrawn_routes.length | tail -n 2 | tr '\t\n' '  ')
    printf '%s' "$order"
    [[ "$order" =~ ^2.*3 ]]
}
