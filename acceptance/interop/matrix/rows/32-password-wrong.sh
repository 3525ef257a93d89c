title="TCP-MD5, another password: no session, and the likely cause is said"
router_password=correct-horse
peer_keys='password: battery-staple'
wire_silent=yes

ask() { refused sessionFailed "connectTimedOut: no connection within 10 s; likely the router has another password for this node, or none"; }
