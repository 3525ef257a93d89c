title="passive: the router connects to us over IPv6 link-local addresses"
note="FRR was not asked: as configured here it never dials a link-local neighbour, in three minutes not a packet left."
routers="bird gobgp"
router_opens=yes
speaker_options="--bgp-listen [::]:179"
router_address=fe80::1 node_address=fe80::11
peer_address=fe80::1%eth0
peer_keys='passive: true'

ask() { stands 2001:db8:10::/128 fe80::11 42; }
