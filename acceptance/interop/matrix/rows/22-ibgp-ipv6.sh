title="iBGP over IPv6"
router_as=42
router_address=fd00::1 node_address=fd00::11

ask() { stands 2001:db8:10::/128 fd00::11 ""; }
