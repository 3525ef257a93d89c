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

# what a row may say otherwise: the router's side ...
router_as=100 node_as=42
router_address=10.0.0.1 node_address=10.0.0.11
router_password= router_hops= router_multihop=
# it dials us; it keeps routes of one who restarts (yes, no, or as it does by itself); it carries IPv4 over IPv6 (RFC 8950)
router_opens= router_keeps= router_extended=
# ... and ours
peer_asn= peer_address= peer_keys= speaker_options=
layout=direct

# shellcheck source=/dev/null
. "$here/router-$router.sh"
# shellcheck source=/dev/null
. "$here/rows/$row.sh"

{
    title "$title, with $router"
    layout_$layout
    router_start
    speaker_start
    ask
    [ "$broken" = 0 ] && [ "$held" -gt 0 ] && echo held > "$dir/held"
} > "$dir/said" 2>&1
[ -f "$dir/held" ] && echo held > "$dir/result" || echo broken > "$dir/result"
speaker_kill
router_kill
