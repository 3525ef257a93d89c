# Holds what stands for SOAK_MINUTES, one service coming and going each minute, and counts what changed by itself.

sessions_lost() {
    printf '%s sessions lost' "$(cat "$work"/speaker-*.log | grep -c -E '"event":"session(Down|Failed)"')"
}
up_since_the_beginning() {
    local minutes
    minutes=$(frr "show bgp summary json" | jq -r ".ipv4Unicast.peers[] | .peerUptimeMsec / 60000 | floor")
    printf '%s' "$(echo $minutes) minutes"
    [ "$(printf '%s\n' $minutes | awk -v all="$SOAK_MINUTES" '$1 >= all' | wc -l)" = 3 ]
}

title "held for $SOAK_MINUTES minutes"
for minute in $(seq 1 "$SOAK_MINUTES"); do
    apply_service passing Cluster
    endpoints passing node-1
    read -r -t 30 <> <(:) || true
    api DELETE /api/v1/namespaces/default/services/passing > /dev/null
    read -r -t 30 <> <(:) || true
    [ $((minute % 10)) = 0 ] && printf '       %d minutes, %s\n' "$minute" "$(sessions_lost)"
done

check "no session was lost, as the speakers saw it" 1 eval '[ "$(sessions_lost)" = "0 sessions lost" ]'
check "no session was lost, as FRR saw it: three up for all that time" 1 up_since_the_beginning
check "the route that nobody touched is still there, over every node" 1 \
    frr_paths 192.168.10.0/32 "10.0.0.11 10.0.0.12 10.0.0.13"
check "and in BIRD" 1 bird_paths 192.168.10.0/32 "10.0.0.11 10.0.0.12 10.0.0.13"
check "resident memory of the speakers in MB" 1 eval \
    'for i in 1 2 3; do awk "/VmRSS/ {printf \"%d \", \$2 / 1024}" "/proc/${speaker[$i]}/status"; done'
