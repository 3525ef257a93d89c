# A steady flow of datagrams from a client behind the router to the service's address: about fifty a second, each with a
# number of its own, and counted at both ends. So a gap in the router's forwarding is seen, however short.

flow_start() {
    : > "$dir/received"
    ip netns exec "$N" socat -u UDP-RECV:9,bind=192.168.10.0 "OPEN:$dir/received,append" 2> "$dir/socat.log" &
    flow_to=$!
    check "the service listens" 10 flow_is_heard
    ip netns exec "$C" bash -c '
        exec 8<> <(:)    # nothing ever comes out of it, so a read waits for its time-out
        number=0
        while [ ! -e "$1/flow-ends" ] && [ $number -lt 15000 ]; do
            number=$((number + 1))
            echo $number > /dev/udp/192.168.10.0/9
            read -r -t 0.02 -u 8
        done 2> /dev/null
        echo $number > "$1/sent"' flow "$dir" &
    flow_from=$!
    check "datagrams flow from a client behind the router to the service" 20 flow_reaches 50
}

flow_is_heard() { ip netns exec "$N" ss -Hlun 'sport = 9' | grep -q .; }

flow_received() { sort -u "$dir/received" | grep -c .; }

# flow_reaches COUNT: so many arrived
flow_reaches() {
    printf '%s' "$(flow_received)"
    [ "$(flow_received)" -ge "$1" ]
}

flow_stop() {
    touch "$dir/flow-ends"
    wait "$flow_from"
}

flow_is_whole() {
    printf '%s sent, %s received' "$(cat "$dir/sent")" "$(flow_received)"
    [ "$(cat "$dir/sent")" = "$(flow_received)" ]
}

flow_has_a_gap() { ! flow_is_whole; }

flow_end() {
    kill -KILL "$flow_to" 2> /dev/null
    wait "$flow_to" 2> /dev/null
    forwarding_unwatched
}

kernel_has() {
    local hop
    hop=$(ip -n "$R" -j route show "$1" | jq -r '.[] | .gateway // .via.host')
    printf '%s' "$hop"
    [ "$hop" = "$2" ]
}

# kernel_kept PREFIX: it never left the router's table
kernel_kept() { ! grep -F "Deleted $1 " "$dir/kernel.log"; }

kernel_lost() { ! kernel_kept "$1"; }

# is_fresh PREFIX NEXT_HOP AS_PATH: the router has it so from the speaker that runs now
is_fresh() { router_has "$@" && ! router_keeps_stale "$1"; }

# learned_once PREFIX BEFORE: what router_learned says of it is what it said before
learned_once() {
    local now
    now=$(router_learned "$1")
    printf '%s' "$now"
    [ -n "$2" ] && [ "$now" = "$2" ]
}

# learned_anew PREFIX BEFORE: it is something else
learned_anew() {
    local now
    now=$(router_learned "$1")
    printf '%s' "$now"
    [ -n "$2" ] && [ -n "$now" ] && [ "$now" != "$2" ]
}

# Of our three routers GoBGP alone puts no routes into a kernel.
forwards() { [ "$router" != gobgp ]; }

forwarding_watched() {
    check "it is in the router's kernel" 15 kernel_has 192.168.10.0 10.0.0.11
    ip -n "$R" -ts -o monitor route > "$dir/kernel.log" &
    kernel_watch=$!
}

forwarding_unwatched() {
    kill -KILL "$kernel_watch" 2> /dev/null
    wait "$kernel_watch" 2> /dev/null
}

forwarding_begins() {
    forwards || return 0
    forwarding_watched
    flow_start
}

forwarding_goes_on() { ! forwards || check "the flow goes on" 30 flow_reaches $(($(flow_received) + 100)); }

forwarding_had_no_gap() {
    forwards || return 0
    forwarding_goes_on
    flow_stop
    check "every datagram arrived" 5 flow_is_whole
    check "the kernel's route was there all the time" 0 kernel_kept 192.168.10.0
    flow_end
}
