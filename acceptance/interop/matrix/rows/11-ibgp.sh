title="iBGP over IPv4"
router_as=42

ask() { stands 192.168.10.0/32 10.0.0.11 ""; }
