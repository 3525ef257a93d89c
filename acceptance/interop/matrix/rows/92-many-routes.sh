title="10,000 routes announced, changed and withdrawn, by the router's own count"
api_port=6444 pool=10.64.0.0/16
advertisement='{communities: [64512:1]}'

ask() {
    check "the session is established" $patience router_established
    check "10,000 routes are announced" 60 router_counts 10000 64512:1
    advertisement='{communities: [64512:2]}'
    speaker_configure
    check "all of them are changed" 60 router_counts 10000 64512:2
    check "so none is as it was" 0 router_counts 0 64512:1
    node_labels='node.kubernetes.io/exclude-from-external-load-balancers: ""'
    speaker_node
    check "all are withdrawn when the node is taken out of service" 60 router_counts 0
    node_labels=
    speaker_node
    check "and come back with it" 60 router_counts 10000 64512:2
    check "the last one by 10.0.0.11" 10 router_has 10.64.39.249/32 10.0.0.11 42
    wire_wanted="$(usual_attributes 10.0.0.11 42); COMMUNITIES: 64512:2|10.64.39.249/32"
}

on_the_wire() {
    check "announced in 15 messages at most" 0 wire_counts 15 '64512:1|'
    check "changed and announced again in 30 at most" 0 wire_counts 30 '64512:2|'
    check "withdrawn in 15 at most" 0 wire_counts 15 '|-'
}
