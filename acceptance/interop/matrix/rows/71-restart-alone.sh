title="graceful restart on our side only: a killed speaker takes its routes along, and datagrams are lost"
layout=client
router_keeps=no
peer_keys='graceful-restart: true'

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    forwarding_begins
    speaker_kill
    check "the router drops the route at once" 5 router_has_none 192.168.10.0/32
    speaker_run
    check "the session is back" $patience router_established
    check "the route is back" 15 router_has 192.168.10.0/32 10.0.0.11 42
    forwarding_had_a_gap
}

forwarding_had_a_gap() {
    forwards || return 0
    forwarding_goes_on
    flow_stop
    check "datagrams were lost" 0 flow_has_a_gap
    check "the kernel's route was gone" 0 kernel_lost 192.168.10.0
    flow_end
}
