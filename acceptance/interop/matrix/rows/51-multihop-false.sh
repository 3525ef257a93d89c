title="ebgp-multihop: false, with a router between: no session"
layout=hop
node_address=10.0.1.11
router_multihop=yes
peer_keys='ebgp-multihop: false'
wire_silent=yes

ask() { refused sessionFailed "connectFailed: cannot connect to 10.0.0.1:179: No route to host"; }
