# Runs inside fresh network, mount and process namespaces: when this ends, everything it started is gone.
# $1: a directory for logs; then the counts of routes.
#
#   R: bird 10.0.0.1 AS 100  ----  N: 10.0.0.11 AS 42, where first our speaker runs, then gobgpd
#                                     10.0.0.12 AS 65000: a bird from which gobgpd has its routes
set -u
work=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
number=1 R=r1 N=n1 rounds=5 broken=0
# shellcheck source=../interop/matrix/network.sh
. "$here/../interop/matrix/network.sh"

mkdir -p /run/netns
mount -t tmpfs tmpfs /run/netns
ip link set lo up
ip link add br0 type bridge
layout_direct

cat > "$work/bird.conf" <<CONF
log "$work/bird.log" all;
debug protocols { states, events };
timeformat log iso long us;
router id 10.0.0.1;
protocol device {}
protocol bgp node {
  local 10.0.0.1 port 179 as 100;
  neighbor 10.0.0.11 as 42;
  hold time 90;
  connect delay time 1;
  connect retry time 1;
  error wait time 1, 1;
  ipv4 { import all; export none; };
}
CONF
ip netns exec $R bird -c "$work/bird.conf" -s "$work/bird.sock" -P "$work/bird.pid"

# watch WHO COUNT: prints the line, and leaves its median in $work/WHO.median, which is empty where not all routes came
watch() {
    "$java" -XX:+UseSerialGC -XX:-UsePerfData -cp "$classpath" metallb.acceptance.bench.RouteWatch "$work/bird.sock" "$2" $rounds "$1" \
        | tee "$work/$1.line"
    sed -n 's/.*median *\([0-9.]*\) ms.*/\1/p' "$work/$1.line" > "$work/$1.median"
}

# messages WHO COUNT: once more, with a capture running: how many UPDATEs with routes it took
messages() {
    local capture
    ip netns exec $R dumpcap -q -i eth0 -f 'tcp port 179' -w "$work/$1.pcap" 2> "$work/dumpcap.log" &
    capture=$!
    while [ ! -s "$work/$1.pcap" ]; do read -r -t 0.1 <> <(:) || true; done
    : > "$work/$1.messages"
    rounds=1 watch captured "$2" > /dev/null
    read -r -t 2 <> <(:) || true
    kill -INT $capture
    wait $capture
    tshark -r "$work/$1.pcap" -Y 'ip.src == 10.0.0.11 && bgp.type == 2' -T fields -e bgp.update.path_attributes.length 2> /dev/null \
        | tr ',' '\n' | awk '$1 > 0' | wc -l > "$work/$1.messages"
    echo "$1: $(cat "$work/$1.messages") UPDATE messages with routes"
}

# ours COUNT
ours() {
    # with the options that ship
    ip netns exec $N "$java" @bootstrap/jvm.options --enable-native-access=ALL-UNNAMED \
        --add-opens java.base/sun.nio.ch=ALL-UNNAMED -cp "$classpath" metallb.acceptance.bench.RouteSpeaker "$1" 10.0.0.1 100 42 \
        > "$work/speaker.log" 2>&1 &
    local speaker=$!
    watch ours "$1"
    [ "$1" = 10000 ] && messages ours "$1"
    kill $speaker
    wait $speaker 2> /dev/null
}

# gobgp_ COUNT
gobgp_() {
    {
        printf 'router id 10.0.0.12;\nprotocol device {}\nprotocol static { ipv4;\n'
        awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++)
            printf "route 10.%d.%d.%d/32 blackhole;\n", 128 + int(i / 65536), int(i / 256) % 256, i % 256 }'
        cat <<CONF
}
protocol bgp gobgp {
  local 10.0.0.12 port 1790 as 65000;
  neighbor 10.0.0.11 as 42;
  multihop 2;
  passive on;
  ipv4 { import none; export all; next hop self; };
}
CONF
    } > "$work/feeder.conf"
    ip netns exec $N bird -c "$work/feeder.conf" -s "$work/feeder.sock" -P "$work/feeder.pid"
    cat > "$work/gobgpd.toml" <<CONF
[global.config]
  as = 42
  router-id = "10.0.0.11"
  local-address-list = ["10.0.0.11"]
[[neighbors]]
  [neighbors.config]
    neighbor-address = "10.0.0.12"
    peer-as = 65000
  [neighbors.transport.config]
    remote-port = 1790
    local-address = "10.0.0.11"
  [neighbors.ebgp-multihop.config]
    enabled = true
    multihop-ttl = 2
  [neighbors.timers.config]
    connect-retry = 1
[[neighbors]]
  [neighbors.config]
    neighbor-address = "10.0.0.1"
    peer-as = 100
  [neighbors.transport.config]
    passive-mode = true
  [neighbors.timers.config]
    idle-hold-time-after-reset = 1
CONF
    ip netns exec $N gobgpd -f "$work/gobgpd.toml" --api-hosts 127.0.0.1:50051 --pprof-disable > "$work/gobgpd.log" 2>&1 &
    local gobgp=$!
    watch gobgp "$1"
    [ "$1" = 10000 ] && messages gobgp "$1"
    kill $gobgp
    wait $gobgp 2> /dev/null
    kill "$(cat "$work/feeder.pid")"
}

# figure NAME: the number that was measured; nobody is faster for having none
figure() {
    grep -Ex '[0-9]+([.][0-9]+)?' "$work/$1" && return
    echo "routes: FAILED, nothing was measured for $1" >&2
    return 1
}

# judge COUNT
judge() {
    local ours gobgp messages
    ours=$(figure ours.median) && gobgp=$(figure gobgp.median) || return 1
    awk -v ours="$ours" -v gobgp="$gobgp" -v n="$1" 'BEGIN {
        printf "%d routes: ratio %.2f   goal <= 1.0\n\n", n, ours / gobgp; exit !(ours + 0 <= gobgp + 0) }' || return 1
    [ "$1" = 10000 ] || return 0
    messages=$(figure ours.messages) || return 1
    [ "$messages" -ge 1 ] && [ "$messages" -le 15 ] && return
    echo "routes: FAILED, $messages UPDATE messages with routes, 1 to 15 are the goal" >&2
    return 1
}

for count in $*; do
    ours "$count"
    gobgp_ "$count"
    judge "$count" || broken=1
done
exit $broken
