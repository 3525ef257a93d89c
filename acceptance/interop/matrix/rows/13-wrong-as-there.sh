title="another AS number than the router expects: Bad Peer AS"
my_asn=43

ask() { refused sessionFailed "received OPEN Message Error/Bad Peer AS (2/2)"; }
