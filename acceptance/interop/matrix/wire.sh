# What the node sent, as somebody else reads it: the wire between node and router is captured, and tshark decodes it.

wire_start() {
    ip netns exec "$N" dumpcap -q -i eth0 -f "tcp port $wire_port or udp port 10" -w "$dir/wire.pcapng" \
        > "$dir/dumpcap.log" 2>&1 &
    wire=$!
    check "the wire is captured" 30 test -s "$dir/wire.pcapng"
}

# What was sent last reaches the file some time later, so a mark is sent behind it and waited for.
wire_stop() {
    ip netns exec "$N" bash -c 'echo the last packet > /dev/udp/ff02::1%eth0/10'
    check "to its end" 10 grep -q "the last packet" "$dir/wire.pcapng"
    kill -TERM "$wire" && wait "$wire"
    wire_read "$dir/wire.pcapng" "$node_address" > "$dir/wire"
}

# wire_read FILE ADDRESS: what came from there, a line a message
wire_read() {
    local source=ip.src
    case $2 in *:*) source=ipv6.src ;; esac
    tshark -n -r "$1" -d "tcp.port==$wire_port,bgp" -O bgp -Y "$source == $2" 2> /dev/null | awk -f "$here/wire.awk"
}

# There are messages, all bytes belong to one, and tshark finds nothing wrong with any.
# wire_is_sound FILE
wire_is_sound() {
    local bytes decoded
    read -r _ bytes decoded < <(grep '^bytes ' "$1") || { printf 'nothing was decoded'; return 1; }
    printf 'messages: %s' "$(grep -c '|' "$1")"
    if [ "$bytes" != "$decoded" ]; then
        printf ', %s bytes in %s bytes of messages' "$bytes" "$decoded"
        return 1
    fi
    if grep -q '^malformed' "$1"; then
        grep -m 1 '^malformed' "$1" | sed 's|^|, |'
        return 1
    fi
    grep -q '|' "$1"
}

# No byte of BGP was sent.
# wire_is_silent FILE
wire_is_silent() { tail -n 1 "$1"; [ "$(cat "$1")" = "bytes 0 0" ]; }

# wire_route FILE PREFIX: the attributes that it was told with last
wire_route() { awk -F "|" -v prefix="+$2" 'index(" " $3 " ", " " prefix " ") { said = $2 } END { print said }' "$1"; }

# wire_told PREFIX ATTRIBUTES
wire_told() {
    local said
    said=$(wire_route "$dir/wire" "$1")
    printf '%s' "$said"
    [ "$said" = "$2" ]
}

# wire_said TEXT: a message of ours that has it
wire_said() { grep -F -- "$1" "$dir/wire" | tail -n 1; grep -qF -- "$1" "$dir/wire"; }

# The attributes of a route without further ones, in the order of our messages.
# usual_attributes NEXT_HOP AS_PATH
usual_attributes() {
    local path="ORIGIN: IGP; AS_PATH: ${2:-empty}" local_preference=
    [ -n "$2" ] || local_preference="; LOCAL_PREF: 100"
    case $1 in
        fe80:*) echo "MP_REACH_NLRI: IPv6=$1 Link-local=$1; $path$local_preference" ;;
        *:*) echo "MP_REACH_NLRI: ${shared_link:+IPv6=}$1${shared_link:+ Link-local=$shared_link}; $path$local_preference" ;;
        *) echo "$path; NEXT_HOP: $1$local_preference" ;;
    esac
}

# What every row asks in the end: all messages are sound, and its route had the attributes that were meant; or there was none.
ask_wire() {
    if [ -n "$wire_silent" ]; then
        check "we sent nothing" 0 wire_is_silent "$dir/wire"
    else
        check "all that we sent is sound to tshark" 0 wire_is_sound "$dir/wire"
    fi
    [ -z "$wire_wanted" ] || check "and ${wire_wanted#*|} has the attributes that were meant" 0 \
        wire_told "${wire_wanted#*|}" "${wire_wanted%|*}"
    ! declare -F on_the_wire > /dev/null || on_the_wire
}

# wire_counts LIMIT TEXT: no more messages than that have the text, and one at least
wire_counts() {
    local seen
    seen=$(grep -cF -- "$2" "$dir/wire")
    printf '%s' "$seen"
    [ "$seen" -ge 1 ] && [ "$seen" -le "$1" ]
}
