title="communities of all kinds, in the router's own words"
note="FRR gives a route with graceful-shutdown the local preference 0 by itself, as RFC 8326 asks; BIRD and GoBGP leave that to the operator. BIRD shows well-known communities by number, GoBGP calls graceful-shutdown planned-shut and does not say of extended ones which of them are targets."
# no router outside of our AS is told a local preference
advertisement='{localpref: 250, communities: [64512:100, "large:64512:1:2", no-export, no-advertise, blackhole, graceful-shutdown, "rt:64512:100", "soo:64512:7", "rt:10.0.0.1:7", "rt:4200000000:7"]}'

ask() {
    local words
    case $router in
        frr) words="64512:100 graceful-shutdown blackhole no-export no-advertise RT:64512:100 SoO:64512:7 RT:10.0.0.1:7 RT:4200000000:7 64512:1:2 preference 0" ;;
        bird) words="preference 100 64512:100 65535:0 65535:666 65535:65281 65535:65282 rt:64512:100 ro:64512:7 rt:10.0.0.1:7 rt:4200000000:7 64512:1:2" ;;
        gobgp) words="{Communities: 64512:100, planned-shut, blackhole, no-export, no-advertise} {Extcomms: [64512:100], [64512:7], [10.0.0.1:7], [64086.59904:7]} {LargeCommunity: [ 64512:1:2]}" ;;
    esac
    stands 192.168.10.0/32 10.0.0.11 42
    wire_wanted="$(usual_attributes 10.0.0.11 42); COMMUNITIES: 64512:100 GRACEFUL_SHUTDOWN BLACKHOLE NO_EXPORT NO_ADVERTISE"
    wire_wanted="$wire_wanted; EXTENDED_COMMUNITIES: Route Target: 64512:100, Route Origin: 64512:7, Route Target: 10.0.0.1:7"
    wire_wanted="$wire_wanted, Route Target: 64086.59904(4200000000):7; LARGE_COMMUNITY: 64512:1:2|192.168.10.0/32"
    check "with its communities" 15 router_says 192.168.10.0/32 "$words"
}
