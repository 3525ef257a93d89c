title="graceful restart: after a reboot of the machine (F is 0) the router gives up what it kept, and learns it anew"
note="Where F is 1, in the row after, FRR keeps its version of the route and BIRD its time of it; here both change. GoBGP tells the two alike, so it is asked only whether it has a fresh route."
layout=client
router_keeps=yes
peer_keys='graceful-restart: true'

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    if forwards; then
        forwarding_watched
        before=$(router_learned 192.168.10.0/32)
    fi
    speaker_kill
    check "the router keeps the route of one who is gone" 10 router_keeps_stale 192.168.10.0/32
    ! forwards || check "and so does its kernel" 0 kernel_kept 192.168.10.0
    speaker_within="unshare --time --fork --kill-child --boottime -$(($(cut -d . -f 1 /proc/uptime) - 5))"
    speaker_run
    check "the session is back" $patience router_established
    check "the route is a fresh one" 15 is_fresh 192.168.10.0/32 10.0.0.11 42
    forwards || return 0
    # the kernel may not see it: who gives a route up and learns it again in one breath may tell the kernel only the sum
    check "which the router learned anew (before: $before)" 15 learned_anew 192.168.10.0/32 "$before"
    check "and its kernel has it" 15 kernel_has 192.168.10.0 10.0.0.11
    forwarding_unwatched
}
