title="ebgp-multihop on our side only, with a router between: no session"
note="FRR and GoBGP take the connection and answer with TTL 1, which does not reach us: nothing of ours is acknowledged. BIRD refuses it."
layout=hop
node_address=10.0.1.11
peer_keys='ebgp-multihop: true'
[ "${router-}" != bird ] || wire_silent=yes

ask() {
    local why="connectionLost: Connection timed out"
    [ "$router" != bird ] || why="connectFailed: cannot connect to 10.0.0.1:179: Connection refused"
    refused sessionFailed "$why"
}
