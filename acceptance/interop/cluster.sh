# The cluster, our processes in it, and what is asked of them. Objects are applied as kubectl apply --server-side does,
# by curl, so that no kubectl of a certain version is needed.

declare -A speaker

start_cluster() {
    "$metallb" cluster --port 6443 --nodes 0 --write-kubeconfig "$work/loopback" > "$work/cluster.log" 2>&1 &
    # it serves loopback only, which is another one in each namespace
    socat TCP-LISTEN:6443,bind=10.0.0.254,reuseaddr,fork TCP:127.0.0.1:6443 2> /dev/null &
    check "the API answers" 60 api GET /readyz
    sed 's/127\.0\.0\.1/10.0.0.254/' "$work/loopback" > "$work/kubeconfig"
    for i in 1 2 3; do
        printf '{"apiVersion":"v1","kind":"Node","metadata":{"name":"node-%d"}}' $i | apply "/api/v1/nodes/node-$i"
    done
    apply_config 10.0.0.1 10.0.0.2
    printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"config-accepted","namespace":"metallb-system"}}' \
        | apply /api/v1/namespaces/metallb-system/configmaps/config-accepted
}

# apply_config FRR BIRD: the page's sample, a second peer, a short hold time
apply_config() {
    apply /api/v1/namespaces/metallb-system/configmaps/config <<YAML
apiVersion: v1
kind: ConfigMap
metadata:
  namespace: metallb-system
  name: config
data:
  config: |
    peers:
    - peer-address: $1
      peer-asn: 100
      my-asn: 42
      hold-time: 9s
    - peer-address: $2
      peer-asn: 200
      my-asn: 42
      hold-time: 9s
    address-pools:
    - name: default
      protocol: bgp
      cidr:
      - 192.168.10.0/24
YAML
}

start_controller() {
    "$metallb" controller --kubeconfig "$work/kubeconfig" --port 0 --log-format json > "$work/controller.log" 2>&1 &
}

start_speaker() {
    ip netns exec "node-$1" "$metallb" speaker --kubeconfig "$work/kubeconfig" --node-name "node-$1" \
        --node-ip "10.0.0.1$1" --port 0 --log-format json > "$work/speaker-$1.log" 2>&1 &
    speaker[$1]=$!
}

stop_speaker() { kill -"$2" "${speaker[$1]}"; }

speaker_ended() {
    kill -0 "${speaker[$1]}" 2>/dev/null && return 1
    wait "${speaker[$1]}"
    local status=$?
    printf 'status %d' $status
    [ $status = 0 ]
}

speaker_said() {
    grep -F "\"subject\":\"$2\"" "$work/speaker-$1.log" | grep -F "$3" | tail -n 1 | jq -r .msg | grep .
}

# speaker_said_in_time NODE SUBJECT EVENT MOMENT SECONDS: its log has the moment of each line
speaker_said_in_time() {
    local at
    at=$(grep -F "\"subject\":\"$2\"" "$work/speaker-$1.log" | grep -F "$3" | tail -n 1 | jq -r .ts) || return 1
    in_time "$at" "$4" "$5"
}

# api METHOD PATH [CURL OPTION...]
api() {
    local method=$1 path=$2
    shift 2
    curl -sS --fail-with-body --max-time 10 -X "$method" "http://10.0.0.254:6443$path" "$@"
}

# apply PATH < MANIFEST
apply() {
    api PATCH "$1?fieldManager=interop&force=true" -H 'Content-Type: application/apply-patch+yaml' --data-binary @- \
        >> "$work/api.log" || echo "apply $1 failed, see $work/api.log"
}

apply_service() {
    apply "/api/v1/namespaces/default/services/$1" <<YAML
apiVersion: v1
kind: Service
metadata: {name: $1, namespace: default}
spec:
  type: LoadBalancer
  externalTrafficPolicy: $2
  selector: {app: $1}
  ports: [{port: 80}]
YAML
}

# endpoints SERVICE NODE...: one ready endpoint on each
endpoints() {
    local service=$1 list= i=1
    shift
    for node in "$@"; do
        list="$list{addresses: [10.244.0.$i], nodeName: $node, conditions: {ready: true}},"
        i=$((i + 1))
    done
    apply "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/$service-1" <<YAML
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: $service-1, namespace: default, labels: {kubernetes.io/service-name: $service}}
addressType: IPv4
ports: [{port: 80}]
endpoints: [$list]
YAML
}

status_is() {
    local seen
    seen=$(api GET "/api/v1/namespaces/default/services/$1" | jq -r '.status.loadBalancer.ingress[0].ip // "pending"')
    printf '%s' "$seen"
    [ "$seen" = "$2" ]
}

config_event() {
    api GET /api/v1/namespaces/metallb-system/events \
        | jq -r ".items[] | select(.reason == \"$1\" and .involvedObject.name == \"config\") | .message" | grep .
}

# what kube-proxy would do: the service address on the node, and somebody who answers there
serve_on_node() {
    ip -n "node-$1" address add "$2/32" dev lo
    ip netns exec "node-$1" socat "TCP-LISTEN:80,bind=$2,reuseaddr,fork" "SYSTEM:echo node-$1" > /dev/null 2>&1 &
}

# answered CLIENT ADDRESS NODES: every one of 30 connections from as many source ports, and together by all of these nodes
answered() {
    local seen= count
    for _ in $(seq 1 30); do
        seen="$seen $(ip netns exec "$1" socat -T 2 - "TCP:$2:80,connect-timeout=2" < /dev/null 2>/dev/null)"
    done
    count=$(printf '%s\n' $seen | grep -c .)
    [ "$count" = 30 ] || { printf '%s of 30 answered' "$count"; return 1; }
    same "$(printf '%s\n' $seen | sort -u)" "$3"
}
