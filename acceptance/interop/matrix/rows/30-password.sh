title="TCP-MD5, the same password"
router_password=correct-horse
peer_keys='password: correct-horse'

ask() { stands 192.168.10.0/32 10.0.0.11 42; }
