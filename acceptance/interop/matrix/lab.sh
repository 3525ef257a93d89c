# Runs inside fresh network, mount and process namespaces: when this ends, everything it started is gone.
# $1: a directory for logs; $2: how many pairs at a time; then the rows, all where there are none.
#
# What all pairs share is the API server, over bridge br0; every pair has a router and a node of its own.
set -u
work=$1 jobs=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
metallb=$root/bootstrap/metallb
# a JVM a pair, on few cores, for a minute
export METALLB_JAVA_OPTS="-XX:TieredStopAtLevel=1 -Xmx128m"
# shellcheck source=../checks.sh
. "$here/../checks.sh"
# shellcheck source=api.sh
. "$here/api.sh"
# shellcheck source=table.sh
. "$here/table.sh"
# shellcheck source=wire.sh
. "$here/wire.sh"
# shellcheck source=wire-test.sh
. "$here/wire-test.sh"

mkdir -p /run/netns /run/frr /etc/frr /var/tmp/frr
mount -t tmpfs tmpfs /run/netns
for place in /run/frr /etc/frr /var/tmp/frr; do
    mount -t tmpfs tmpfs $place
    chown frr:frr $place
done
ip link set lo up
ip link add br0 type bridge
ip link set br0 up
ip address add 10.99.0.254/16 dev br0

# pairs ROW...: ROW/ROUTER, a line each
pairs() {
    local row router
    for row in "$@"; do
        case $row in
            */*) echo "$row" ;;
            *) for router in $(routers_of "$row"); do echo "$row/$router"; done ;;
        esac
    done
}

routers_of() ( routers="frr bird gobgp"; . "$here/rows/$1.sh"; echo "$routers" )

# tell_progress PAIR: that it came to its end; what it saw is printed in order of the rows when all have
tell_progress() {
    printf '%4d s  %-8s %s (%s)\n' $((SECONDS - begin)) "$(cat "$work/$1/result")" "$1" "$(all_ended $pairs)"
}

all=$(cd "$here/rows" && ls | sed 's/\.sh$//')
pairs=$(pairs ${*:-$all})
begin=$SECONDS
# of an earlier run into the same directory
for pair in $pairs; do rm -f "$work/$pair/result"; done
rm -f "$work"/loopback-*
case $pairs in *-many-routes/*) start_many ;; esac
test_wire
start_api
start_objects
running=0 number=0
for pair in $pairs; do
    number=$((number + 1))
    if [ $running -ge "$jobs" ]; then
        wait -n
        running=$((running - 1))
    fi
    { bash "$here/pair.sh" "$work" "$number" "${pair%/*}" "${pair#*/}"; tell_progress "$pair"; } &
    running=$((running + 1))
done
# the API server is a job too, so each pair is waited for by its result
check "every pair came to its end" 600 all_ended $pairs
for pair in $pairs; do
    cat "$work/$pair/said"
    if [ "$(cat "$work/$pair/result")" = held ]; then held=$((held + 1)); else broken=$((broken + 1)); fi
done
write_table > "$work/interop.md"
# what broke once more, at the end, where somebody looks first
for pair in $pairs; do
    [ "$(cat "$work/$pair/result")" = held ] || { printf '\nnot held: %s\n' "$pair"; sed -n '/^BROKEN/,+1p' "$work/$pair/said"; }
done
printf '\n%d s in all\n' $((SECONDS - begin))
verdict
