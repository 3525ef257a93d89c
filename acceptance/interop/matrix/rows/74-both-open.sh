title="a router that calls a peer that is not passive is rejected (Cease 6/5), however often; the session that we open comes, and stays"
note="After rejections GoBGP is idle for some time, in which it closes our connections too; we dial it every five seconds as long as it calls."
layout=deaf
router_opens=yes
speaker_options="--bgp-listen [::]:179"

# at first we cannot reach the router, and it can reach us
layout_deaf() {
    layout_direct
    ip -n "$N" rule add priority 1 ipproto tcp dport 179 unreachable
}

ask() {
    check "the router calls, and calls again, and is rejected" $patience rejected 2
    check "there is no session" 1 router_has_no_session
    ip -n "$N" rule del priority 1
    stands 192.168.10.0/32 10.0.0.11 42
    check "it stays longer than the hold time" 60 speaker_stays 12
    check "as the only connection" 1 only_one
    check "the router has the route all the same" 1 router_has 192.168.10.0/32 10.0.0.11 42
}

# rejected TIMES
rejected() {
    local times
    times=$(speaker_metric 'direction="sent",notification="Cease/Connection Rejected (6/5)"')
    printf '%s times' "$times"
    [ "${times:-0}" -ge "$1" ]
}

only_one() {
    local count
    count=$(ip netns exec "$N" ss -Htn state established '( sport = 179 or dport = 179 )' | grep -c .)
    printf '%s' "$count"
    [ "$count" = 1 ]
}
