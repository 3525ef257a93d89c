title="TCP-MD5 on the router only: no session"
router_password=correct-horse
wire_silent=yes

ask() { refused sessionFailed "connectTimedOut: no connection within 10 s"; }
