title="communities of all kinds, in the router's own words"
note="FRR gives a route with graceful-shutdown the local preference 0 by itself, as RFC 8326 asks; BIRD and GoBGP leave that to the operator. BIRD shows well-known communities by number, GoBGP calls graceful-shutdown planned-shut."
# no router outside of our AS is told a local preference
advertisement='{localpref: 250, communities: [64512:100, "large:64512:1:2", no-export, no-advertise, blackhole, graceful-shutdown]}'

ask() {
    local words
    case $router in
        frr) words="64512:100 graceful-shutdown blackhole no-export no-advertise 64512:1:2 preference 0" ;;
        bird) words="preference 100 64512:100 65535:0 65535:666 65535:65281 65535:65282 64512:1:2" ;;
        gobgp) words="{Communities: 64512:100, planned-shut, blackhole, no-export, no-advertise} {LargeCommunity: [ 64512:1:2]}" ;;
    esac
    stands 192.168.10.0/32 10.0.0.11 42
    wire_wanted="$(usual_attributes 10.0.0.11 42); COMMUNITIES: 64512:100 GRACEFUL_SHUTDOWN BLACKHOLE NO_EXPORT NO_ADVERTISE"
    wire_wanted="$wire_wanted; LARGE_COMMUNITY: 64512:1:2|192.168.10.0/32"
    check "with its communities" 15 router_says 192.168.10.0/32 "$words"
}
