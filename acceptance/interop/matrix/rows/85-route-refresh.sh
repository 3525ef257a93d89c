title="route refresh that the router's operator asks for: everything again, between the marks of RFC 7313"
routers="frr bird"
note="GoBGP asks nobody: its softresetin judges anew what it kept."
speaker_options="--log-level debug"

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    router_refresh
    check "the speaker was asked" 15 speaker_said routeRefresh "asked for all IPv4 routes again"
    check "and answered" 15 speaker_shows /metrics 'metallb_bgp_updates_total{peer="10.0.0.1:179"} 3'
}

on_the_wire() { check "what it answered is everything" 0 answered; }

answered() {
    local route seen wanted mark="Demarcation of the"
    route="UPDATE|$(usual_attributes 10.0.0.11 42)|+192.168.10.0/32"
    wanted="ROUTE-REFRESH|IPv4 (1); $mark beginning of a route refresh (1)|
$route
ROUTE-REFRESH|IPv4 (1); $mark ending of a route refresh (2)|"
    # the session began with OPEN, the route and End-of-RIB
    seen=$(grep '|' "$dir/wire" | grep -v '^KEEPALIVE' | sed 1,3d)
    printf '%s' "$seen"
    [ "$seen" = "$wanted" ]
}
