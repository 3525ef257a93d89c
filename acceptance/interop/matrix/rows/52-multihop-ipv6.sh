title="multihop over IPv6: the router is not in our subnet, so no link-local next hop goes with ours (RFC 2545)"
layout=hop
router_address=fd00::1 node_address=fd01::11
router_multihop=yes
peer_keys='ebgp-multihop: true'
shared_link=

ask() { stands 2001:db8:10::/128 fd01::11 42; }
