title="passive, TCP-MD5 over IPv6"
router_opens=yes
speaker_options="--bgp-listen [::]:179"
router_address=fd00::1 node_address=fd00::11
router_password=correct-horse
peer_keys='passive: true, password: correct-horse'

ask() { stands 2001:db8:10::/128 fd00::11 42; }
