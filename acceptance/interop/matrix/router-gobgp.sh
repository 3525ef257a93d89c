# GoBGP as the router of a pair.

gobgp_() { ip netns exec "$R" gobgp -p 50051 "$@"; }

router_start() {
    local password=
    [ -n "$router_password" ] && password="auth-password = \"$router_password\""
    cat > "$dir/gobgpd.toml" <<CONF
[global.config]
  as = $router_as
  router-id = "10.0.0.1"
  local-address-list = ["$(case $router_address in fe80:*) echo :: ;; *) echo "$router_address" ;; esac)"]
[[neighbors]]
  [neighbors.config]
    neighbor-address = "$node_address$(case $node_address in fe80:*) echo '%eth0' ;; esac)"
    peer-as = $node_as
    $password
  [neighbors.transport.config]
    passive-mode = $([ -n "$router_opens" ] && echo false || echo true)
  [neighbors.timers.config]
    hold-time = $hold_time
    keepalive-interval = $((hold_time / 3))
    connect-retry = 1
    idle-hold-time-after-reset = 1
  $([ "$router_keeps" = yes ] && gobgp_helper)
  $([ -n "$router_both$router_extended" ] && gobgp_families)
  ${router_multihop:+[neighbors.ebgp-multihop.config]
    enabled = true
    multihop-ttl = 5}
  ${router_hops:+[neighbors.ttl-security.config]
    enabled = true
    ttl-min = $((256 - router_hops))}
CONF
    ip netns exec "$R" gobgpd -f "$dir/gobgpd.toml" --api-hosts 127.0.0.1:50051 --pprof-disable \
        > "$dir/gobgpd.log" 2>&1 &
    router_pid=$!
}

gobgp_helper() {
    cat <<CONF
[neighbors.graceful-restart.config]
    enabled = true
    restart-time = 120
    helper-only = true
  [[neighbors.afi-safis]]
    [neighbors.afi-safis.config]
      afi-safi-name = "ipv4-unicast"
    [neighbors.afi-safis.mp-graceful-restart.config]
      enabled = true
CONF
}

# With both on an IPv6 session it agrees to RFC 8950 too.
gobgp_families() {
    local family
    for family in ipv4 ipv6; do
        printf '  [[neighbors.afi-safis]]\n    [neighbors.afi-safis.config]\n      afi-safi-name = "%s-unicast"\n' $family
    done
}

router_kill() {
    kill -KILL "$router_pid" 2> /dev/null
    wait "$router_pid" 2> /dev/null
}

# to the daemon that speaks BGP
router_signal() { kill -"$1" "$router_pid"; }

router_reset() { gobgp_ neighbor "$node_address" reset; }

router_refresh() { gobgp_ neighbor "$node_address" softresetin; }

router_established() { gobgp_ neighbor | grep -q Establ; }

# the daemon answers, and knows the node
router_has_no_session() {
    local seen
    seen=$(gobgp_ neighbor | grep -F "$node_address")
    printf '%s' "$seen"
    [ -n "$seen" ] && ! grep -q Establ <<< "$seen"
}

# router_has PREFIX NEXT_HOP AS_PATH
router_has() {
    local family=ipv4 seen
    case $1 in *:*) family=ipv6 ;; esac
    seen=$(gobgp_ -j global rib -a $family "$1" | jq -r '.[][] | [.attrs[] | select(.nexthop) | .nexthop][0] + ", "
        + ([.attrs[] | select(.as_paths) | .as_paths[].asns[]] | map(tostring) | join(" "))')
    printf '%s' "$seen"
    [ "$seen" = "$2, $3" ]
}

# router_has_none PREFIX
router_has_none() {
    local family=ipv4 seen
    case $1 in *:*) family=ipv6 ;; esac
    seen=$(gobgp_ global rib -a $family "$1" 2>&1)
    printf '%s' "$seen"
    [ "$seen" = "Network not in table" ]
}

# router_words PREFIX: its communities and its local preference
router_words() {
    gobgp_ global rib "$1" | sed -n 's|.*{Origin: i} \(.*\)\]$|\1|p'
}

# router_counts COUNT [COMMUNITY]: so many routes, or so many with that community
router_counts() {
    local seen
    seen=$(gobgp_ global rib | grep "^\*>" | grep -c -- "${2:-}")
    printf '%s' "$seen"
    [ "$seen" = "$1" ]
}

router_version() { gobgpd --version | sed 's/gobgpd version /GoBGP /'; }

# router_keeps_stale PREFIX: a route of one who is gone, until all of his are there anew
router_keeps_stale() { gobgp_ -j global rib -a ipv4 "$1" | jq -e '[.[][] | .stale] == [true]' > /dev/null; }
