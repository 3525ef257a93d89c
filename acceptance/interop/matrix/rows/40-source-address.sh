title="source-address: the session comes from it, and routes point to it"
node_address=10.0.0.12
peer_keys='source-address: 10.0.0.12'

ask() { stands 192.168.10.0/32 10.0.0.12 42; }
