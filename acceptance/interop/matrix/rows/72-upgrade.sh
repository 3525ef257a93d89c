title="graceful restart: an upgrade of the speaker (SIGTERM, and a new one) loses no datagram; a cordoned node says goodbye"
layout=client
router_keeps=yes
peer_keys='graceful-restart: true'

ask() {
    node_is Ready
    stands 192.168.10.0/32 10.0.0.11 42
    forwarding_begins
    speaker_ends
    check "the router keeps the route" 5 router_keeps_stale 192.168.10.0/32
    forwarding_goes_on
    speaker_run
    check "the session is back" $patience router_established
    check "the route is the same, and a fresh one" 15 is_fresh 192.168.10.0/32 10.0.0.11 42
    forwarding_had_no_gap
    before=$(speaker_metric metallb_k8s_client_updates_total)
    api PATCH "/api/v1/nodes/$name" -H 'Content-Type: application/merge-patch+json' \
        -d '{"spec":{"unschedulable":true}}' >> "$work/api.log"
    check "the speaker hears that its node is cordoned" 10 heard_since "$before"
    speaker_ends
    check "of a cordoned node the router keeps nothing" 5 router_has_none 192.168.10.0/32
}

# node_is CONDITION
node_is() {
    api PATCH "/api/v1/nodes/$name/status" -H 'Content-Type: application/merge-patch+json' \
        -d "{\"status\":{\"conditions\":[{\"type\":\"$1\",\"status\":\"True\"}]}}" >> "$work/api.log"
}

heard_since() { [ "$(speaker_metric metallb_k8s_client_updates_total)" -gt "$1" ]; }

speaker_ends() {
    kill -TERM "$speaker"
    wait "$speaker"
    check "the speaker ends by itself with status 0" 0 [ $? = 0 ]
}
