title="passive, TCP-MD5, the router signs nothing: nobody hears it, and the likely cause is said"
router_opens=yes
speaker_options="--bgp-listen [::]:179"
peer_keys='passive: true, password: correct-horse'
wire_silent=yes

ask() {
    check "the speaker waits for the router" $patience speaker_said configInForce ""
    check "the kernel drops what the router sends, more than once" 60 dropped TCPMD5NotFound 2
    check "the speaker says what that may be" 90 speaker_said passwordSuspected " unsigned: it may have another password"
    check "so does its view of the session" 5 speaker_shows /api/v1/sessions " unsigned: it may have another password"
    check "there is no session at the router" 1 router_has_no_session
    check "and none at the speaker" 1 never_up
}

never_up() { ! speaker_said sessionUp ""; }
