# Whether wire.sh sees what is wrong: captures made by hand, sound ones and broken ones.

# message TYPE BODY, in hexadecimal digits, as the rest
message() { printf 'ffffffffffffffffffffffffffffffff%04x%02x%s' $((19 + ${#2} / 2)) "$1" "$2"; }

# update ATTRIBUTES ROUTES [HOW MUCH LONGER THE ATTRIBUTES ARE SAID TO BE]
update() { message 2 "0000$(printf %04x $((${#1} / 2 + ${3:-0})))$1$2"; }

# wire_reads MESSAGE...: sends each in a segment, and prints what is read of them
wire_reads() {
    local hex
    for hex in "$@"; do sed 's/../& /g; s/^/0000 /' <<< "$hex"; done > "$work/wire.hex"
    text2pcap -q -T 4000,179 -4 10.0.0.11,10.0.0.1 "$work/wire.hex" "$work/wire.pcap" > "$work/wire.log" 2>&1
    wire_read "$work/wire.pcap" 10.0.0.11 > "$work/wire"
    cat "$work/wire"
}

# is_sound SEEN MESSAGE...
is_sound() {
    local wanted=$1 seen
    shift
    seen=$(wire_reads "$@" | tr '\n' ' ')
    printf '%s' "$seen"
    wire_is_sound "$work/wire" > "$work/wire.log" && [ "$seen" = "$wanted " ]
}

# is_broken TEXT MESSAGE...
is_broken() {
    local text=$1 said
    shift
    wire_reads "$@" > "$work/wire.log"
    said=$(wire_is_sound "$work/wire") && return 1
    printf '%s' "$said"
    grep -qF "$text" <<< "$said"
}

test_wire() {
    local wire_port=179 path=4001010040020602010000002a hop=4003040a00000b route=20c0a80a00 more alive six
    more=c00808fc000064ffffff01c010080002fc0000000064c0200c0000fc000000000100000002
    six=800e2600020110fd0000000000000000000000000000110080
    six=${six}20010db8001000000000000000000000$path
    alive=$(message 4 "")
    check "a sound capture is read" 0 is_sound \
        "KEEPALIVE|| UPDATE|ORIGIN: IGP; AS_PATH: 42; NEXT_HOP: 10.0.0.11; COMMUNITIES: 64512:100 NO_EXPORT; EXTENDED_COMMUNITIES: Route Target: 64512:100; LARGE_COMMUNITY: 64512:1:2|+192.168.10.0/32 bytes 104 104" \
        "$alive" "$(update "$path$hop$more" $route)"
    check "one with IPv6, a withdrawal and a Cease too" 0 is_sound \
        "UPDATE|MP_REACH_NLRI: fd00::11; ORIGIN: IGP; AS_PATH: 42|+2001:db8:10::/128 UPDATE||-192.168.10.0/32 NOTIFICATION|Cease (6); Administratively Shutdown (2)| bytes 126 126" \
        "$(update "$six" "")" "$(message 2 0005${route}0000)" "$(message 3 0602)"
    check "attributes longer than their message are seen" 0 is_broken Malformed "$(update "$path$hop" $route 9)"
    check "an attribute longer than it can be is seen" 0 is_broken "Next hop (invalid)" \
        "$(update "${path}4003050a00000b00" $route)"
    check "a prefix longer than it can be is seen" 0 is_broken PathId "$(update "$path$hop" 21c0a80a00)"
    check "a broken marker is seen" 0 is_broken "19 bytes in 0 bytes" "fe${alive:2}"
    check "a capture of nothing is seen" 0 is_broken "messages: 0"
    check "half a message is seen" 0 is_broken "55 bytes in 19 bytes" "$alive" "$(update "$path$hop" $route | cut -c1-72)"
}
