title="every well-known community that the configuration has a name for"
advertisement='{communities: [graceful-shutdown, accept-own, llgr-stale, no-llgr, blackhole, no-export, no-advertise, no-export-subconfed, no-peer]}'

ask() {
    local words
    case $router in
        frr) words="graceful-shutdown accept-own llgr-stale no-llgr blackhole no-export no-advertise local-AS no-peer preference 0" ;;
        bird) words="preference 100 65535:0 65535:1 65535:6 65535:7 65535:666 65535:65281 65535:65282 65535:65283 65535:65284" ;;
        gobgp) words="{Communities: planned-shut, accept-own, llgr-stale, no-llgr, blackhole, no-export, no-advertise, no-export-subconfed, no-peer}" ;;
    esac
    stands 192.168.10.0/32 10.0.0.11 42
    # tshark has no words for those of RFC 9494
    wire_wanted="$(usual_attributes 10.0.0.11 42); COMMUNITIES: GRACEFUL_SHUTDOWN ACCEPT_OWN Reserved Reserved BLACKHOLE"
    wire_wanted="$wire_wanted NO_EXPORT NO_ADVERTISE NO_EXPORT_SUBCONFED NOPEER|192.168.10.0/32"
    check "with its communities" 15 router_says 192.168.10.0/32 "$words"
}
