title="eBGP over IPv6 link-local addresses"
router_address=fe80::1 node_address=fe80::11
peer_address=fe80::1%eth0

ask() { stands 2001:db8:10::/128 fe80::11 42; }
