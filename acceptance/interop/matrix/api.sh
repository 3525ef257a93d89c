# The API server that all pairs share, and what is in it. Objects are applied as kubectl apply --server-side does.

api_port=6443

# It serves loopback only, which is another one in each namespace.
start_api() {
    serve_api 6443
    check "the API answers" 120 api GET /readyz
}

# One with 10,000 services, for the pairs that want it; loading them takes half a minute.
start_many() {
    jq -nf "$here/many.jq" > "$work/many.json"
    METALLB_JAVA_OPTS=-Xmx400m serve_api 6444 --load "$work/many.json"
}

# serve_api PORT [OPTION...]
serve_api() {
    local port=$1
    shift
    "$metallb" cluster --port "$port" --nodes 0 --write-kubeconfig "$work/loopback-$port" "$@" > "$work/cluster-$port.log" 2>&1 &
    socat "TCP-LISTEN:$port,bind=10.99.0.254,reuseaddr,fork" "TCP:127.0.0.1:$port" 2> /dev/null &
}

# The kubeconfig for a node; there is none before everything is loaded.
reach_api() { test -s "$work/loopback-$api_port" && sed 's/127\.0\.0\.1/10.99.0.254/' "$work/loopback-$api_port" > "$dir/kubeconfig"; }

# api METHOD PATH [CURL OPTION...]: of the API on port $api_port
api() {
    local method=$1 path=$2
    shift 2
    curl -sS --fail-with-body --max-time 10 -X "$method" "http://10.99.0.254:$api_port$path" "$@"
}

# apply PATH < MANIFEST
apply() {
    api PATCH "$1?fieldManager=interop&force=true" -H 'Content-Type: application/apply-patch+yaml' --data-binary @- \
        >> "$work/api.log" || echo "apply $1 failed, see $work/api.log"
}

# One service of each family that has its address already: no controller is needed, and a speaker that finds no accepted
# configuration uses the ConfigMap's own.
start_objects() {
    service web 192.168.10.0 IPv4
    service web6 2001:db8:10:: IPv6
}

# service NAME ADDRESS FAMILY
service() {
    apply "/api/v1/namespaces/default/services/$1" <<YAML
apiVersion: v1
kind: Service
metadata: {name: $1, namespace: default}
spec: {type: LoadBalancer, externalTrafficPolicy: Cluster, selector: {app: $1}, ports: [{port: 80}]}
YAML
    api PATCH "/api/v1/namespaces/default/services/$1/status" -H 'Content-Type: application/merge-patch+json' \
        -d "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"$2\"}]}}}" >> "$work/api.log"
    apply "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/$1-1" <<YAML
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: $1-1, namespace: default, labels: {kubernetes.io/service-name: $1}}
addressType: $3
ports: [{port: 80}]
endpoints: [{addresses: ["$([ "$3" = IPv4 ] && echo 10.244.0.1 || echo 2001:db8:244::1)"], conditions: {ready: true}}]
YAML
}
