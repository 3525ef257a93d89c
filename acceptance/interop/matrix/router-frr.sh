# FRR as the router of a pair: zebra and bgpd with a path space of their own.

frr() { ip netns exec "$R" vtysh -N "$name" -c "$1"; }

router_start() {
    local family=ipv4
    case $router_address$router_extended in *yes) ;; *:*) family=ipv6 ;; esac
    mkdir -p "/etc/frr/$name" "/run/frr/$name"
    cat > "/etc/frr/$name/frr.conf" <<CONF
frr defaults datacenter
log file $dir/frr.log
router bgp $router_as
 bgp router-id 10.0.0.1
 no bgp ebgp-requires-policy
 no bgp default ipv4-unicast
 neighbor $node_address remote-as $node_as
 neighbor $node_address passive
 neighbor $node_address timers $((hold_time / 3)) $hold_time
$(case $node_address in fe80:*) echo " neighbor $node_address interface eth0" ;; esac)
${router_password:+ neighbor $node_address password $router_password}
${router_multihop:+ neighbor $node_address ebgp-multihop 5}
${router_hops:+ neighbor $node_address ttl-security hops $router_hops}
${router_opens:+ no neighbor $node_address passive
 neighbor $node_address timers connect 1}
$(case $router_keeps in
    yes) echo " neighbor $node_address graceful-restart-helper" ;;
    no) echo " neighbor $node_address graceful-restart-disable" ;;
esac)
${router_extended:+ neighbor $node_address capability extended-nexthop}
 address-family $family unicast
  neighbor $node_address activate
 exit-address-family
${router_both:+ address-family $(other_family $family) unicast
  neighbor $node_address activate
 exit-address-family}
CONF
    touch "/etc/frr/$name/vtysh.conf" "$dir/frr.log"
    chmod 666 "$dir/frr.log"
    chown -R frr:frr "/etc/frr/$name" "/run/frr/$name"
    for daemon in zebra bgpd; do
        ip netns exec "$R" "/usr/lib/frr/$daemon" -d -N "$name" -u frr -g frr -f "/etc/frr/$name/frr.conf" \
            >> "$dir/frr.out" 2>&1
    done
}

router_kill() { kill_and_wait $(cat "/run/frr/$name"/*.pid); }

# to the daemon that speaks BGP
router_signal() { kill -"$1" "$(cat "/run/frr/$name/bgpd.pid")"; }

router_reset() { frr "clear bgp *"; }

router_refresh() { frr "clear bgp * soft in"; }

router_established() {
    [ "$(bgp_state)" = Established ]
}

# of the node; nothing where no daemon answers or it does not know the node
bgp_state() { frr "show bgp neighbors $node_address json" | jq -r ".[\"$node_address\"].bgpState // empty"; }

# the daemon answers, and knows the node
router_has_no_session() {
    local seen
    seen=$(bgp_state 2> /dev/null)
    printf '%s' "$seen"
    [ -n "$seen" ] && [ "$seen" != Established ]
}

# router_has PREFIX NEXT_HOP AS_PATH
router_has() {
    local family=ipv4 seen
    case $1 in *:*) family=ipv6 ;; esac
    seen=$(frr "show bgp $family unicast $1 json" \
        | jq -r '.paths // [] | .[] | select(.valid) | "\(.nexthops[0].ip), \(.aspath.string)"')
    printf '%s' "$seen"
    [ "$seen" = "$2, ${3:-Local}" ]
}

# router_has_none PREFIX
router_has_none() {
    local family=ipv4 seen
    case $1 in *:*) family=ipv6 ;; esac
    seen=$(frr "show bgp $family unicast $1 json" | jq -c .)
    printf '%s' "$seen"
    [ "$seen" = "{}" ]
}

# router_words PREFIX: its communities and its local preference
router_words() {
    frr "show bgp ipv4 unicast $1 json" | jq -r '.paths[0] | [.community.string, .extendedCommunity.string, .largeCommunity.string, "preference \(.locPrf)"]
        | map(select(.)) | join(" ")'
}

# router_counts COUNT [COMMUNITY]: so many routes, or so many with that community
router_counts() {
    local seen
    seen=$(frr "show bgp ipv4 unicast ${2:+community $2}" | sed -n 's/^Displayed *\([0-9]*\) routes.*/\1/p')
    printf '%s' "${seen:-0}"
    [ "${seen:-0}" = "$1" ]
}

router_version() { /usr/lib/frr/bgpd --version | sed -n 's/^bgpd version /FRR /p'; }

# router_keeps_stale PREFIX: a route of one who is gone, until all of his are there anew
router_keeps_stale() { frr "show bgp ipv4 unicast $1 json" | jq -e '.paths | length == 1 and .[0].stale' > /dev/null; }

# router_learned PREFIX: the route's version, which stays where one who restarted says the same again
router_learned() { frr "show bgp ipv4 unicast $1 json" | jq '.paths[0].version'; }
