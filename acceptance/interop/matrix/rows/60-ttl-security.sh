title="TTL security (GTSM) on both sides"
router_hops=1
peer_keys='ttl-security: 1'

ask() { stands 192.168.10.0/32 10.0.0.11 42; }
