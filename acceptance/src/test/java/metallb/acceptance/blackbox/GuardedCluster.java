package metallb.acceptance.blackbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metallb.adapters.devcluster.DevCluster;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An embedded cluster that lets nobody do what no role allows, with what deploy/metallb.yaml brings. */
final class GuardedCluster implements AutoCloseable {
    static final String NAMESPACE = "metallb-system";
    private static final int TOKEN_SECONDS = 3600;

    private final DevCluster cluster = DevCluster.startGuarded(InetAddress.getLoopbackAddress(), 0);
    private final HttpClient client = HttpClient.newHttpClient();

    DevCluster cluster() {
        return cluster;
    }

    /** Applies every document of a file, as its administrator. */
    void install(Path manifest) throws IOException, InterruptedException {
        for (String document : Files.readString(manifest).split("(?m)^---\n")) {
            apply(document);
        }
    }

    /** What kubectl apply --server-side sends. */
    void apply(String document) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.url() + path(document) + "?fieldManager=test&force=true"))
                .header("Content-Type", "application/apply-patch+yaml")
                .header("Authorization", "Bearer " + cluster.gate().administratorToken())
                .method("PATCH", HttpRequest.BodyPublishers.ofString(document)).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.statusCode() + " " + response.body() + "\n" + document);
        }
    }

    /** The object's address under the API's root, from its first apiVersion, kind, name and namespace. */
    private static String path(String document) {
        String version = field(document, "apiVersion: (\\S+)");
        String namespace = field(document, "namespace: ([a-z0-9-]+)");
        String plural = field(document, "kind: (\\w+)").toLowerCase(Locale.ROOT).replaceFirst("y$", "ie") + "s";
        boolean cluster = plural.matches("namespaces|nodes|cluster.*");
        return (version.contains("/") ? "/apis/" : "/api/") + version + (cluster ? "/" : "/namespaces/" + namespace + "/")
                + plural.replace("classs", "classes") + "/" + field(document, "name: ([a-z0-9:-]+)");
    }

    private static String field(String document, String pattern) {
        Matcher line = Pattern.compile("\\b" + pattern).matcher(document);
        return line.find() ? line.group(1) : "";
    }

    /** A kubeconfig with the token of one of the manifest's service accounts. */
    Path kubeconfig(Path directory, String account) throws IOException {
        String token = cluster.call(store -> cluster.gate().token(store, NAMESPACE, account, cluster.now(), TOKEN_SECONDS));
        return Files.writeString(directory.resolve(account + ".kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: guarded, cluster: {server: "%s"}}]
                users: [{name: account, user: {token: "%s"}}]
                contexts: [{name: guarded, context: {cluster: guarded, user: account}}]
                current-context: guarded
                """.formatted(cluster.url(), token));
    }

    /** What a service account did or tried, {@code patch services/status} and the like. */
    TreeSet<String> seen(String account) {
        TreeSet<String> seen = new TreeSet<>();
        cluster.gate().seen().stream().filter(each -> each.account().equals("system:serviceaccount:" + NAMESPACE + ":" + account))
                .forEach(each -> seen.add(each.verb() + " " + each.resource()));
        return seen;
    }

    /** What the roles grant a service account, in the same words. */
    TreeSet<String> granted(String account) {
        TreeSet<String> granted = new TreeSet<>();
        granted.addAll(granted(account, Resources.CLUSTER_ROLE_BINDINGS, "", Resources.CLUSTER_ROLES));
        granted.addAll(granted(account, Resources.ROLE_BINDINGS, NAMESPACE, Resources.ROLES));
        return granted;
    }

    private TreeSet<String> granted(String account, Resource bindings, String namespace, Resource roles) {
        TreeSet<String> granted = new TreeSet<>();
        for (ObjectNode binding : cluster.<List<ObjectNode>>call(store -> store.list(bindings, namespace))) {
            for (JsonNode subject : Json.list(binding, "subjects")) {
                if (Json.text(subject, "kind").equals("ServiceAccount") && Json.text(subject, "name").equals(account)) {
                    String role = Json.text(binding, "roleRef", "name");
                    ObjectNode found = cluster.call(store -> store.get(Target.object(roles, namespace, role)).orElseThrow());
                    Json.list(found, "rules").forEach(rule -> granted.addAll(granted(rule)));
                }
            }
        }
        return granted;
    }

    private static TreeSet<String> granted(JsonNode rule) {
        TreeSet<String> granted = new TreeSet<>();
        for (JsonNode group : Json.list(rule, "apiGroups")) {
            for (JsonNode resource : Json.list(rule, "resources")) {
                for (JsonNode verb : Json.list(rule, "verbs")) {
                    granted.add(verb.stringValue() + " " + resource.stringValue()
                            + (group.stringValue().isEmpty() ? "" : "." + group.stringValue()));
                }
            }
        }
        return granted;
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}
