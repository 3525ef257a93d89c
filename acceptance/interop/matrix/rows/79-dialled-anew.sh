title="passive: the router dies unheard and connects anew: turned away (Cease 6/7) until the hold time of the old session is over"
note="GoBGP was not asked: it calls for the first time some 9 s after its start, when our hold time is over."
routers="frr bird"
router_opens=yes
speaker_options="--bgp-listen [::]:179"
peer_keys='passive: true'

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    router_dies_unheard
    router_start
    check "the new connection is turned away" 30 turned_away
    check "the old session ends with the hold time" 20 speaker_said sessionDown "holdTimerExpired: nothing heard for 9 s"
    check "the new one comes" 90 router_has 192.168.10.0/32 10.0.0.11 42
    check "and stays longer than the hold time" 60 speaker_stays 12
}

turned_away() {
    local times
    times=$(speaker_metric 'direction="sent",notification="Cease/Connection Collision Resolution (6/7)"')
    printf '%s times' "$times"
    [ "${times:-0}" -ge 1 ]
}
