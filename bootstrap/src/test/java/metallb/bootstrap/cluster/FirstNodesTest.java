package metallb.bootstrap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class FirstNodesTest {
    private final DevCluster cluster = DevCluster.start(InetAddress.getLoopbackAddress(), 0);

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** What {@code kubectl get nodes -o wide} asks for, without the age. */
    @Test
    void areShownReadyWithTheirAddresses() throws Exception {
        FirstNodes.create(cluster, 2);
        try (HttpClient client = HttpClient.newHttpClient()) {
            ObjectNode table = Json.object(client.send(HttpRequest.newBuilder(URI.create(cluster.url() + "/api/v1/nodes"))
                    .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io").build(), HttpResponse.BodyHandlers.ofString()).body());
            assertEquals(List.of("[node-1, Ready, <none>, , 172.18.0.1, <none>, <unknown>, <unknown>, <unknown>]",
                    "[node-2, Ready, <none>, , 172.18.0.2, <none>, <unknown>, <unknown>, <unknown>]"),
                    Json.list(table, "rows").valueStream().map(row -> Json.list(row, "cells")).map(cells -> {
                        cells.remove(3);
                        return cells.valueStream().map(cell -> cell.asString()).toList().toString();
                    }).toList());
        }
    }

    @Test
    void haveTheLabelsOfAKubelet() {
        FirstNodes.create(cluster, 1);
        ObjectNode node = cluster.call(store -> store.list(Resources.NODES, "")).getFirst();
        assertEquals("{\"kubernetes.io/arch\":\"amd64\",\"kubernetes.io/hostname\":\"node-1\",\"kubernetes.io/os\":\"linux\"}",
                Json.child(node, "metadata", "labels").toString());
        assertEquals("[{\"type\":\"Ready\",\"status\":\"True\",\"lastHeartbeatTime\":null,\"lastTransitionTime\":null}]",
                Json.list(node, "status", "conditions").toString());
    }

    @Test
    void haveAnAddressEach() {
        FirstNodes.create(cluster, 600);
        List<ObjectNode> nodes = cluster.call(store -> store.list(Resources.NODES, ""));
        assertEquals(600, nodes.stream().map(node -> Json.text(Json.list(node, "status", "addresses").get(0), "address")).distinct()
                .filter(address -> address.matches("172\\.18\\.[0-2]\\.\\d{1,3}")).count());
    }
}
