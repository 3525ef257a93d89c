package metallb.acceptance.bench;

import java.net.InetAddress;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.PatchType;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.WriteOptions;
import metallb.adapters.support.apistore.schema.Json;

/** An embedded cluster with nodes, one pool of a /16, one peer on loopback, and services with three ready endpoints each. */
public final class Estate implements AutoCloseable {
    static final String SYSTEM = "metallb-system";
    public static final int ROUTER_ASN = 64501;

    private static final WriteOptions BY = WriteOptions.by("bench");
    private static final int NODES = 3;

    private final DevCluster cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0);

    /** @param routerPort where the peer waits for the speaker */
    public Estate(int routerPort) {
        for (int node = 1; node <= NODES; node++) {
            create(Resources.NODES, "", "{\"metadata\":{\"name\":\"node-%d\"}}".formatted(node));
        }
        create(Resources.CONFIG_MAPS, SYSTEM, "{\"metadata\":{\"name\":\"config-accepted\"}}");
        create(Resources.CONFIG_MAPS, SYSTEM, """
                {"metadata": {"name": "config"}, "data": {"config": "\
                peers: [{peer-address: 127.0.0.1, peer-port: %d, peer-asn: %d, my-asn: 64500}]\\n\
                address-pools: [{name: default, protocol: bgp, addresses: [10.20.0.0/16]}]\\n"}}
                """.formatted(routerPort, ROUTER_ASN));
    }

    /** Services named {@code web-0} and so on, with a slice of three endpoints each, one on every node. */
    public void furnish(int services) {
        for (int i = 0; i < services; i++) {
            add(i);
        }
    }

    /** One of them. */
    void add(int number) {
        create(Resources.SERVICES, "default", service(number));
        create(Resources.ENDPOINT_SLICES, "default", slice(number));
    }

    DevCluster cluster() {
        return cluster;
    }

    /** As a deployment's service looks, with the labels and annotations that kubectl and a chart leave on it. */
    private static String service(int i) {
        return """
                {"metadata": {"name": "web-%1$d", "labels": {"app.kubernetes.io/name": "web-%1$d", "app.kubernetes.io/part-of": "shop"},
                  "annotations": {"meta.helm.sh/release-name": "web-%1$d", "meta.helm.sh/release-namespace": "default"}},
                 "spec": {"type": "LoadBalancer", "allocateLoadBalancerNodePorts": false,
                  "selector": {"app.kubernetes.io/name": "web-%1$d"},
                  "ports": [{"name": "http", "port": 80, "targetPort": 8080}, {"name": "https", "port": 443, "targetPort": 8443}]}}
                """.formatted(i);
    }

    private static String slice(int i) {
        String endpoints = IntStream.rangeClosed(1, NODES).mapToObj(node -> """
                {"addresses": ["10.%d.%d.%d"], "conditions": {"ready": true, "serving": true, "terminating": false},
                 "nodeName": "node-%d", "targetRef": {"kind": "Pod", "namespace": "default", "name": "web-%d-%d"}}
                """.formatted(100 + node, i / 250, 1 + i % 250, node, i, node)).collect(Collectors.joining(","));
        return """
                {"metadata": {"name": "web-%1$d-x7k2p", "labels": {"kubernetes.io/service-name": "web-%1$d"}},
                 "addressType": "IPv4", "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}],
                 "endpoints": [%2$s]}
                """.formatted(i, endpoints);
    }

    public String kubeconfig() {
        return cluster.kubeconfig();
    }

    public long withAddress() {
        return cluster.call(store -> store.list(Resources.SERVICES, "default")).stream()
                .filter(service -> !Json.list(service, "status", "loadBalancer", "ingress").isEmpty()).count();
    }

    private void create(Resource resource, String namespace, String body) {
        cluster.call(store -> store.create(resource, namespace, body, BY, Instant.now()).orThrow());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
