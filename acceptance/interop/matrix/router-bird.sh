# BIRD as the router of a pair.

bird() { birdc -s "$dir/bird.sock" "$@"; }

router_start() {
    local family=ipv4 interface= password= opens= keeps=
    case $router_address$router_extended in *yes) ;; *:*) family=ipv6 ;; esac
    case $router_keeps in yes) keeps="graceful restart aware;" ;; no) keeps="graceful restart off;" ;; esac
    [ -n "$router_opens" ] && opens="passive off; connect delay time 1; connect retry time 1;"
    case $router_address in fe80:*) interface='interface "eth0";' ;; esac
    [ -n "$router_password" ] && password="password \"$router_password\";"
    cat > "$dir/bird.conf" <<CONF
log "$dir/bird.log" all;
debug protocols { states, events };
router id 10.0.0.1;
protocol device {}
$([ "$layout" = client ] && echo "protocol kernel { $family { import none; export where source = RTS_BGP; }; }")
protocol bgp node {
  local $router_address port 179 as $router_as;
  neighbor $node_address as $node_as;
  $interface
  passive on;
  hold time $hold_time;
  error wait time 1, 2;
  $password
  ${router_multihop:+multihop 5;}
  ${router_hops:+ttl security on;}
  $opens
  $keeps
  $family { import all; export none; ${router_extended:+extended next hop on;} };
  $([ -n "$router_both" ] && echo "$(other_family $family) { import all; export none; };")
}
CONF
    ip netns exec "$R" bird -c "$dir/bird.conf" -s "$dir/bird.sock" -P "$dir/bird.pid"
}

router_kill() { kill_and_wait "$(cat "$dir/bird.pid")"; }

# to the daemon that speaks BGP
router_signal() { kill -"$1" "$(cat "$dir/bird.pid")"; }

router_reset() { bird restart node > /dev/null; }

router_refresh() { bird reload in node > /dev/null; }

router_established() { bird show protocols node | grep -q Established; }

# the daemon answers, and knows the node
router_has_no_session() {
    local seen
    seen=$(bird show protocols node | grep '^node ')
    printf '%s' "$seen"
    [ -n "$seen" ] && ! grep -q Established <<< "$seen"
}

# router_has PREFIX NEXT_HOP AS_PATH
router_has() {
    local all hop path
    all=$(bird show route for "$1" all)
    # the first of two; a link-local next hop alone is shown behind the global one that it lacks
    hop=$(sed -n 's/.*BGP.next_hop: \(:: \)\?\([^ ]*\).*/\2/p' <<< "$all" | sort -u)
    path=$(sed -n 's/.*BGP.as_path: *//p' <<< "$all" | sort -u)
    printf '%s, %s' "$hop" "${path:-empty}"
    [ "$hop" = "$2" ] && [ "${path% }" = "$3" ]
}

# router_has_none PREFIX
router_has_none() {
    local all
    all=$(bird show route for "$1" 2>&1)
    printf '%s' "${all##*$'\n'}"
    ! grep -q 'unicast' <<< "$all"
}

# router_words PREFIX: its communities and its local preference
router_words() {
    bird show route for "$1" all | sed -n 's/, \?/,/g; s/.*BGP.community: //p; s/.*BGP.ext_community: //p; s/.*BGP.large_community: //p; s/.*BGP.local_pref: /preference /p' \
        | tr -d '()' | tr , : | paste -s -d " "
}

# router_counts COUNT [COMMUNITY]: so many routes, or so many with that community
router_counts() {
    local seen
    seen=$(bird show route table master4 ${2:+where "(${2/:/,})" '~' bgp_community} count | sed -n 's/^\([0-9]*\) of .*/\1/p')
    printf '%s' "$seen"
    [ "$seen" = "$1" ]
}

router_version() { echo "BIRD $(command bird --version 2>&1 | sed 's/.*version //')"; }

# router_keeps_stale PREFIX: a route of one who is gone, until all of his are there anew; BIRD says it of the session
router_keeps_stale() {
    bird show protocols all node | grep -q "Neighbor graceful restart active" && bird show route for "$1" | grep -q node
}

# router_learned PREFIX: when it did, which stays where one who restarted says the same again
router_learned() { bird show route for "$1" | sed -n 's/.*unicast \[node \([^]]*\)\].*/\1/p'; }
