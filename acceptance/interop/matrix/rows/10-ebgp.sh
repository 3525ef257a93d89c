title="eBGP over IPv4"

ask() { stands 192.168.10.0/32 10.0.0.11 42; }
