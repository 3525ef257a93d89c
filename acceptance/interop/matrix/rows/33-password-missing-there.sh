title="TCP-MD5 on our side only: no session"
peer_keys='password: correct-horse'
wire_silent=yes

ask() { refused sessionFailed "connectTimedOut: no connection within 10 s; likely the router has another password for this node, or none"; }
