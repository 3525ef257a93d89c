# Our side: the configuration of the row, a speaker on node N, and what it said.

# seconds for JVM and router to start and talk, on a machine that is busy with other pairs
patience=180

speaker_start() {
    check "the API has loaded its objects" 300 reach_api
    speaker_configure
    speaker_node
    speaker_run
}

# A row that changes what it says calls this again, and so below.
speaker_configure() {
    local asn=${peer_asn:-$router_as} address=${peer_address:-$router_address}
    apply "/api/v1/namespaces/metallb-system/configmaps/$name" >> "$dir/config" <<YAML
apiVersion: v1
kind: ConfigMap
metadata: {namespace: metallb-system, name: $name}
data:
  config: |
    peers:
    - {my-asn: ${my_asn:-$node_as}, peer-asn: $asn, peer-address: "$address", hold-time: ${hold_time}s${peer_keys:+, $peer_keys}}
    address-pools:
    - {name: four, protocol: bgp, addresses: [$pool]${advertisement:+, bgp-advertisements: [$advertisement]}}
    - {name: six, protocol: bgp, addresses: ["2001:db8:10::/64"]}
YAML
}

speaker_node() {
    apply "/api/v1/nodes/$name" >> "$dir/config" <<YAML
apiVersion: v1
kind: Node
metadata: {name: $name, labels: {$node_labels}}
YAML
}

# a second one writes on in the same log
speaker_run() {
    # shellcheck disable=SC2086
    ip netns exec "$N" $speaker_within "$metallb" speaker --kubeconfig "$dir/kubeconfig" --config "$name" --node-name "$name" \
        --node-ip "$node_ip" --port 0 --log-format json $speaker_options >> "$dir/speaker.log" 2>&1 &
    speaker=$!
}

speaker_kill() { kill -KILL "$speaker" 2> /dev/null; wait "$speaker" 2> /dev/null; }

# speaker_said EVENT TEXT: a line of its log with both
speaker_said() {
    jq -r --arg event "$1" --arg text "$2" 'select(.event == $event and (.msg | contains($text))) | .msg' \
        "$dir/speaker.log" | tail -n 1 | grep .
}

# speaker_said_again EVENT TEXT: for the second time
speaker_said_again() {
    jq -r --arg event "$1" --arg text "$2" 'select(.event == $event and (.msg | contains($text))) | .msg' \
        "$dir/speaker.log" | sed 1d | tail -n 1 | grep .
}

# speaker_shows PATH TEXT: a line of what it serves there that has the text
speaker_shows() {
    local address
    address=$(jq -r 'select(.event == "httpListening") | .subject' "$dir/speaker.log" | tail -n 1)
    ip netns exec "$N" curl -sS --max-time 5 "http://$address$1" | grep -F -- "$2"
}

# speaker_counted NOTIFICATION: the metric that counts that one in words
speaker_counted() { speaker_shows /metrics ",notification=\"$1"; }

# speaker_metric NAME_OR_LABELS: the value of the series that has this text, a whole number; nothing where there is none
speaker_metric() {
    speaker_shows /metrics "$1" | sed -n '/^#/d; s/.* \([0-9]*\)\.0$/\1/p'
}

# speaker_stays SECONDS: it said so long ago that the session is up, and nothing since
speaker_stays() {
    local last
    last=$(jq -r 'select(.event | startswith("session")) | "\(.event) \(.ts | sub("\\.[0-9]+"; "") | fromdate)"' \
        "$dir/speaker.log" | tail -n 1)
    printf '%s, %s s ago' "${last% *}" $(($(date +%s) - ${last#* }))
    [ "${last% *}" = sessionUp ] && [ $(($(date +%s) - ${last#* })) -ge "$1" ]
}

# What most rows ask: the session stands on both sides, and the router has the route as it should be.
# stands PREFIX NEXT_HOP AS_PATH
stands() {
    check "the session is established" $patience router_established
    check "the speaker says so" 10 speaker_said sessionUp "established: AS $router_as"
    check "$1 comes by $2, AS path ${3:-empty}" 15 router_has "$1" "$2" "$3"
    wire_wanted="$(usual_attributes "$2" "$3")|$1"
}

# refused EVENT TEXT: no session comes up, and the speaker says why
refused() {
    check "the speaker says why there is no session" $patience speaker_said "$1" "$2"
    check "the router has none either" 1 router_has_no_session
}

# router_says PREFIX WORDS: what the router has for communities and local preference
router_says() {
    local seen
    seen=$(router_words "$1")
    printf '%s' "$seen"
    [ "$seen" = "$2" ]
}

# dropped COUNTER TIMES: the kernel of the node dropped segments for what their signature was
dropped() {
    local count
    count=$(ip netns exec "$N" nstat -asz "TcpExt$1" | awk -v name="TcpExt$1" '$1 == name { print $2 }')
    printf '%s %s' "$1" "$count"
    [ "$count" -ge "$2" ]
}

# The connection is one that the router opened.
called_by_router() { ip netns exec "$N" ss -Htn state established 'sport = 179' | grep -o '10.0.0.11.*'; }
