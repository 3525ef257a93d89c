title="ebgp-multihop: true, with a router between"
layout=hop
node_address=10.0.1.11
router_multihop=yes
peer_keys='ebgp-multihop: true'

ask() { stands 192.168.10.0/32 10.0.1.11 42; }
