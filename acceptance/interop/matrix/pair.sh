# One row with one router: builds their network, starts both, asks the row's questions. What it says goes to said, and
# held or broken to result, in a directory of its own.
# $1: the directory for logs; $2: a number of its own; $3: the row; $4: the router.
set -u
work=$1 number=$2 row=$3 router=$4
here=$(cd "$(dirname "$0")" && pwd)
metallb=$here/../../../bootstrap/metallb
dir=$work/$row/$router
rm -rf "$dir"
mkdir -p "$dir"
chmod 777 "$dir"
name=$row-$router
R=r$number N=n$number H=h$number C=c$number
# shellcheck source=../checks.sh
. "$here/../checks.sh"
# shellcheck source=api.sh
. "$here/api.sh"
# shellcheck source=network.sh
. "$here/network.sh"
# shellcheck source=flow.sh
. "$here/flow.sh"
# shellcheck source=speaker.sh
. "$here/speaker.sh"
# shellcheck source=wire.sh
. "$here/wire.sh"

# what a row may say otherwise: the router's side ...
router_as=100 node_as=42
router_address=10.0.0.1 node_address=10.0.0.11
# ... it dials us; keeps routes of one who restarts (yes, no, or as it does by itself); takes IPv4 over IPv6 (RFC 8950);
# speaks both families on the session
router_opens= router_keeps= router_extended= router_both=
router_password= router_hops= router_multihop=
# of both, in seconds; a keepalive goes every third of it
hold_time=9
# ... and ours
my_asn= peer_asn= peer_address= peer_keys= advertisement= speaker_options= node_ip=10.0.0.11
# a command to run it by
speaker_within=
pool=192.168.10.0/24 node_labels=
layout=direct
# the wire that is captured; which attributes of which prefix it is to show in the end, ATTRIBUTES|PREFIX; whether it is to
# show no message of ours at all
wire_port=179 wire_wanted= wire_silent=
# the link-local address that goes behind our global one, since the router is in its subnet (RFC 2545 3); empty where it is not
shared_link=fe80::11

# other_family FAMILY
other_family() { [ "$1" = ipv4 ] && echo ipv6 || echo ipv4; }

# kill_and_wait PID...: of processes that are not ours to wait for; what they hold is free then, for their successors
kill_and_wait() {
    local pid
    kill -KILL "$@" 2> /dev/null
    for pid in "$@"; do timeout 5 tail -s 0.1 --pid="$pid" -f /dev/null; done
}

# shellcheck source=/dev/null
. "$here/router-$router.sh"
# shellcheck source=/dev/null
. "$here/rows/$row.sh"

{
    title "$title, with $router"
    layout_$layout
    wire_start
    router_start
    speaker_start
    ask
    wire_stop
    ask_wire
    [ "$broken" = 0 ] && [ "$held" -gt 0 ] && echo held > "$dir/held"
} > "$dir/said" 2>&1
[ -f "$dir/held" ] && echo held > "$dir/result" || echo broken > "$dir/result"
speaker_kill
router_kill
