title="passive, TCP-MD5: the router connects to us and signs"
router_opens=yes
speaker_options="--bgp-listen [::]:179"
router_password=correct-horse
peer_keys='passive: true, password: correct-horse'

ask() { stands 192.168.10.0/32 10.0.0.11 42; }
