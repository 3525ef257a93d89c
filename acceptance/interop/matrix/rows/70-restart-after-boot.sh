title="graceful restart: after a reboot of the machine (F is 0) the router gives up what it kept, and learns it anew"
note="GoBGP puts no routes into the kernel here, so it is asked only whether it has the route anew."
layout=client
router_keeps=yes
peer_keys='graceful-restart: true'

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    if forwards; then
        check "it is in the router's kernel" 15 kernel_has 192.168.10.0 10.0.0.11
        ip -n "$R" -ts -o monitor route > "$dir/kernel.log" &
        kernel_watch=$!
    fi
    speaker_kill
    check "the router keeps the route of one who is gone" 10 router_keeps_stale 192.168.10.0/32
    ! forwards || check "and so does its kernel" 0 kernel_kept 192.168.10.0
    speaker_within="unshare --time --fork --kill-child --boottime -$(($(cut -d . -f 1 /proc/uptime) - 5))"
    speaker_run
    check "the session is back" $patience router_established
    check "the route is a fresh one" 15 is_fresh 192.168.10.0/32 10.0.0.11 42
    forwards || return 0
    check "the kernel's route was gone" 5 kernel_lost 192.168.10.0
    check "and is there again" 15 kernel_has 192.168.10.0 10.0.0.11
    kill -KILL "$kernel_watch"
    wait "$kernel_watch" 2> /dev/null
}
