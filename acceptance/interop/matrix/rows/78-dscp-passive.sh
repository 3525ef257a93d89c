title="passive: all that we say is marked DSCP CS6, once the connection is accepted; the handshake's answer is not"
router_opens=yes
speaker_options="--bgp-listen [::]:179"
peer_keys='passive: true'

ask() {
    stands 192.168.10.0/32 10.0.0.11 42
    check "what has bytes of ours is marked, and the answer to a SYN, with TTL 255, is not" 30 marked_once_accepted
}

# more than three segments with bytes, all with 48, and 64, or 255 of one accepted before he was expected; SYN+ACKs (0x12) all
# with 0 and 255
marked_once_accepted() {
    local said answered
    said=$(packets tcp.len ip.dsfield.dscp ip.ttl | awk '$1 > 0 { print $2, $3 }')
    answered=$(packets tcp.flags ip.dsfield.dscp ip.ttl | awk '$1 ~ /12$/ { print $2, $3 }' | sort -u)
    printf '%s segments with bytes: %s; SYN+ACK: %s' "$(grep -c . <<< "$said")" "$(sort -u <<< "$said" | tr '\n' ';')" "$answered"
    [[ "$(sort -u <<< "$said")" =~ ^48\ (64|255)$ ]] && [ "$(grep -c . <<< "$said")" -gt 3 ] && [ "$answered" = "0 255" ]
}
