title="TCP-MD5 on the router only: no session"
router_password=correct-horse

ask() { refused sessionFailed "connectTimedOut: no connection within 10 s"; }
