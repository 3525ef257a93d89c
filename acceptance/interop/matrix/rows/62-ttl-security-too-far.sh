title="TTL security on our side, the router farther away than it says: no session"
layout=hop
node_address=10.0.1.11
router_multihop=yes
peer_keys='ttl-security: 1'
wire_silent=yes

ask() { refused sessionFailed "connectTimedOut: no connection within 10 s"; }
