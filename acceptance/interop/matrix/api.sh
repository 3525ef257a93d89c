# The API server that all pairs share, and what is in it. Objects are applied as kubectl apply --server-side does.

# It serves loopback only, which is another one in each namespace.
start_api() {
    "$metallb" cluster --port 6443 --nodes 0 --write-kubeconfig "$work/loopback" > "$work/cluster.log" 2>&1 &
    socat TCP-LISTEN:6443,bind=10.99.0.254,reuseaddr,fork TCP:127.0.0.1:6443 2> /dev/null &
    check "the API answers" 120 api GET /readyz
    sed 's/127\.0\.0\.1/10.99.0.254/' "$work/loopback" > "$work/kubeconfig"
}

# api METHOD PATH [CURL OPTION...]
api() {
    local method=$1 path=$2
    shift 2
    curl -sS --fail-with-body --max-time 10 -X "$method" "http://10.99.0.254:6443$path" "$@"
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
