title="another AS number than ours expects: Bad Peer AS"
peer_asn=101

ask() { refused sessionFailed "openRefused: the peer says AS 100, configured is 101; sent OPEN Message Error/Bad Peer AS (2/2)"; }
