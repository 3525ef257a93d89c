title="passive: the router dies unheard and connects anew: turned away (Cease 6/7) until the hold time of the old session is over"
note="The hold time of both rows 79 is 30 s, since GoBGP calls for the first time some 9 s after its start."
router_opens=yes
speaker_options="--bgp-listen [::]:179"
hold_time=30
peer_keys='passive: true'

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    router_dies_unheard
    router_start
    check "the new connection is turned away" 30 turned_away
    check "the old session ends with the hold time" 40 speaker_said sessionDown "holdTimerExpired: nothing heard for 30 s"
    check "the new one comes" 90 router_has 192.168.10.0/32 10.0.0.11 42
    check "and stays longer than the hold time" 90 speaker_stays 33
}

turned_away() {
    local times
    times=$(speaker_metric 'direction="sent",notification="Cease/Connection Collision Resolution (6/7)"')
    printf '%s times' "$times"
    [ "${times:-0}" -ge 1 ]
}
