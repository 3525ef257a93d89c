# 10,000 services with an address and a ready endpoint each, for the embedded cluster to load: jq -nf many.jq
{apiVersion: "v1", kind: "List", items: [range(0; 10000) | "s\(.)" as $name
  | "10.64.\(. / 250 | floor).\(. % 250)" as $address
  | {apiVersion: "v1", kind: "Service", metadata: {name: $name, namespace: "default"},
     spec: {type: "LoadBalancer", allocateLoadBalancerNodePorts: false, selector: {app: $name}, ports: [{port: 80}]},
     status: {loadBalancer: {ingress: [{ip: $address}]}}},
    {apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice", metadata: {name: $name, namespace: "default",
     labels: {"kubernetes.io/service-name": $name}}, addressType: "IPv4", ports: [{port: 80}],
     endpoints: [{addresses: ["10.244.0.1"], conditions: {ready: true}}]}]}
