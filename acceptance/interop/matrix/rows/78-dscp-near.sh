title="all our packets are marked DSCP CS6; TTL 1 where ebgp-multihop is false"
peer_keys='ebgp-multihop: false'

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    check "they are marked, and have the TTL, from the first on" 30 packets_all "48 1" ip.dsfield.dscp ip.ttl
}
