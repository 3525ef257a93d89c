# Runs inside fresh network, mount and process namespaces: when this ends, everything it started is gone.
# $1: a directory for logs. With SOAK_MINUTES set, the routes of one service are held for so long instead.
#
#        client-f 203.0.113.2                         client-b 198.51.100.2
#              |                                             |
#        frr 10.0.0.1 AS 100                           bird 10.0.0.2 AS 200
#              |                                             |
#   -----------+------- 10.0.0.0/24, bridge, API server at 10.0.0.254 -------+--
#              |                    |                    |
#        node-1 10.0.0.11     node-2 10.0.0.12     node-3 10.0.0.13     AS 42, one speaker each
set -u -o pipefail
work=$1
here=$(cd "$(dirname "$0")" && pwd)
metallb=$here/../../bootstrap/metallb
# shellcheck source=checks.sh
. "$here/checks.sh"
# shellcheck source=topology.sh
. "$here/topology.sh"
# shellcheck source=cluster.sh
. "$here/cluster.sh"

build_topology
start_frr
start_bird
start_capture
watch_kernel frr
watch_kernel bird
start_cluster
for i in 1 2 3; do start_speaker $i; done
start_controller

title "a Cluster service"
apply_service web Cluster
endpoints web node-1 node-2
check "the service gets the first address of the pool" 120 status_is web 192.168.10.0
for i in 1 2 3; do serve_on_node $i 192.168.10.0; done
check "FRR has the route in its BGP table, one path a node" 30 frr_paths 192.168.10.0/32 "10.0.0.11 10.0.0.12 10.0.0.13"
check "FRR has it in the kernel's table, one next hop a node" 15 kernel_hops frr 192.168.10.0 "10.0.0.11 10.0.0.12 10.0.0.13"
check "BIRD has the route, one path a node" 30 bird_paths 192.168.10.0/32 "10.0.0.11 10.0.0.12 10.0.0.13"
check "BIRD has it in the kernel's table, one next hop a node" 15 kernel_hops bird 192.168.10.0 "10.0.0.11 10.0.0.12 10.0.0.13"
check "a client behind FRR is answered, by all three nodes" 20 answered client-f 192.168.10.0 "node-1 node-2 node-3"
check "a client behind BIRD is answered, by all three nodes" 20 answered client-b 192.168.10.0 "node-1 node-2 node-3"
check "the path is our AS alone, origin IGP, no local preference" 5 frr_attributes 192.168.10.0/32

if [ -n "${SOAK_MINUTES:-}" ]; then
    # shellcheck source=soak.sh
    . "$here/soak.sh"
    verdict
fi

title "a Local service"
apply_service local Local
endpoints local node-2
check "FRR has one path, to the node with the endpoint" 30 frr_paths 192.168.10.1/32 "10.0.0.12"
endpoints local node-3
check "the endpoint moves, and the path with it" 15 frr_paths 192.168.10.1/32 "10.0.0.13"
check "BIRD follows too" 15 bird_paths 192.168.10.1/32 "10.0.0.13"
api DELETE /api/v1/namespaces/default/services/local > /dev/null
check "the service goes, and its route with it" 15 frr_paths 192.168.10.1/32 ""
check "from BIRD too" 15 bird_paths 192.168.10.1/32 ""
check "the other service's route stayed" 1 frr_paths 192.168.10.0/32 "10.0.0.11 10.0.0.12 10.0.0.13"

title "a node says goodbye (SIGTERM)"
stop_speaker 3 TERM
check "FRR has two paths left" 5 frr_paths 192.168.10.0/32 "10.0.0.11 10.0.0.12"
check "BIRD has two paths left" 5 bird_paths 192.168.10.0/32 "10.0.0.11 10.0.0.12"
check "FRR's kernel routes follow" 5 kernel_hops frr 192.168.10.0 "10.0.0.11 10.0.0.12"
check "BIRD's too" 5 kernel_hops bird 192.168.10.0 "10.0.0.11 10.0.0.12"
check "every client behind FRR is answered by the nodes that are left" 10 answered client-f 192.168.10.0 "node-1 node-2"
check "every client behind BIRD is answered by the nodes that are left" 10 answered client-b 192.168.10.0 "node-1 node-2"
check "FRR was told why: Cease, administrative shutdown" 5 frr_was_told 10.0.0.13 "Cease/Administrative Shutdown"
check "withdrawals came before the NOTIFICATION" 30 withdrawn_before_notification 10.0.0.13
check "the speaker's process ended by itself with status 0" 10 speaker_ended 3

# Silence is noticed within the hold time, counted from the last message, which was sent before the silence began. It is
# measured by the moments that the kernels' route monitors and the speaker's log have, not by when somebody asked. The second
# on top is for a machine that does all of this at once: the signal, the router's timer and its kernel's table each take
# their turn on the processors.
hold_time=9
within=$((hold_time + 1))

title "a node falls silent (SIGSTOP), hold time $hold_time s"
stopped=$(date +%s%N)
stop_speaker 2 STOP
check "FRR stops using it" 30 frr_paths 192.168.10.0/32 "10.0.0.11"
check "its kernel too" 30 kernel_hops frr 192.168.10.0 "10.0.0.11"
check "BIRD stops using it" 30 bird_paths 192.168.10.0/32 "10.0.0.11"
check "its kernel too" 30 kernel_hops bird 192.168.10.0 "10.0.0.11"
check "all that was within the hold time: FRR" 5 left_kernel frr 192.168.10.0 10.0.0.12 "$stopped" $within
check "all that was within the hold time: BIRD" 5 left_kernel bird 192.168.10.0 10.0.0.12 "$stopped" $within
check "every client behind FRR is answered by the node that is left" 10 answered client-f 192.168.10.0 "node-1"
check "every client behind BIRD is answered by the node that is left" 10 answered client-b 192.168.10.0 "node-1"
stop_speaker 2 CONT
check "it comes back when it goes on" 40 frr_paths 192.168.10.0/32 "10.0.0.11 10.0.0.12"
check "in BIRD's kernel too" 40 kernel_hops bird 192.168.10.0 "10.0.0.11 10.0.0.12"
check "clients are answered by both nodes again" 20 answered client-f 192.168.10.0 "node-1 node-2"

title "a router falls silent (SIGSTOP), hold time $hold_time s"
stopped=$(date +%s%N)
kill -STOP "$(cat "$work/bird.pid")"
check "the speaker notices, and says so" 30 speaker_said 1 10.0.0.2:179 holdTimerExpired
check "that was within the hold time" 5 speaker_said_in_time 1 10.0.0.2:179 holdTimerExpired "$stopped" $within
kill -CONT "$(cat "$work/bird.pid")"
check "the session comes back and everything is sent again" 60 bird_paths 192.168.10.0/32 "10.0.0.11 10.0.0.12"

title "a bad edit of the configuration"
apply_config 10.0.0.1 10.0.0.300
check "is refused with a reason on the ConfigMap" 15 config_event InvalidConfig
check "and changes nothing" 3 frr_paths 192.168.10.0/32 "10.0.0.11 10.0.0.12"

title "what went over the wire, decoded by tshark"
stop_capture
check "BGP messages of ours were captured" 30 captured_messages
check "not one is malformed" 30 nothing_malformed

verdict
