package metallb.acceptance.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who may do everything in a cluster, over HTTP, as kubectl would. What the server refuses is an
 * {@link IllegalStateException} with its answer: a test that asks for it has gone wrong.
 */
final class Administrator implements AutoCloseable {
    static final String NAMESPACE = "metallb-system";
    private static final int TOKEN_SECONDS = 3600;

    private final ApiServer server;
    private final HttpClient client;

    Administrator(ApiServer server) throws IOException {
        this.server = server;
        HttpClient.Builder builder = HttpClient.newBuilder();
        Optional<Path> authority = server.authority();
        if (authority.isPresent()) {
            builder.sslContext(trusting(authority.get()));
        }
        this.client = builder.build();
    }

    /** Believes these, and nobody else. */
    static SSLContext trusting(Path certificates) throws IOException {
        try (InputStream in = Files.newInputStream(certificates)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(certificates + ": " + e.getMessage(), e);
        }
    }

    boolean isReady() {
        return send("GET", "/readyz", "", "").statusCode() == 200;
    }

    /** Applies every document of a file. */
    void install(Path manifest) throws IOException {
        for (String document : Files.readString(manifest).split("(?m)^---\n")) {
            apply(document);
        }
    }

    /** What kubectl apply --server-side sends. */
    void apply(String document) {
        expect("PATCH", path(document) + "?fieldManager=test&force=true", "application/apply-patch+yaml", document);
    }

    /** One router, on loopback at that port, and one pool. */
    void configure(String port, String addresses) {
        configure("""
                peers:
                - {peer-address: 127.0.0.1, peer-port: %s, peer-asn: 64501, my-asn: 64500}
                address-pools:
                - {name: default, protocol: bgp, addresses: [%s]}
                """.formatted(port, addresses));
    }

    /** That configuration, as the operator's ConfigMap. */
    void configure(String text) {
        apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: config, namespace: metallb-system}
                data:
                  config: |
                """ + text.indent(4));
    }

    void create(Resource resource, String namespace, String body) {
        expect("POST", path(Target.collection(resource, namespace)), "application/json", body);
    }

    void patch(Target target, String body) {
        expect("PATCH", path(target), "application/merge-patch+json", body);
    }

    void delete(Target target) {
        expect("DELETE", path(target), "", "");
    }

    Optional<ObjectNode> get(Target target) {
        HttpResponse<String> response = send("GET", path(target), "", "");
        return response.statusCode() == 404 ? Optional.empty()
                : Optional.of((ObjectNode) Json.MAPPER.readTree(checked(response, path(target))));
    }

    /** @param namespace empty for all */
    List<ObjectNode> list(Resource resource, String namespace) {
        List<ObjectNode> items = new ArrayList<>();
        Json.list(Json.MAPPER.readTree(expect("GET", path(Target.collection(resource, namespace)), "", "")), "items")
                .forEach(item -> items.add((ObjectNode) item));
        return items;
    }

    /** A kubeconfig with a token of one of the manifest's service accounts. */
    Path kubeconfig(Path directory, String account) throws IOException {
        String token = Json.text(Json.MAPPER.readTree(expect("POST", "/api/v1/namespaces/" + NAMESPACE + "/serviceaccounts/"
                + account + "/token", "application/json", "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":"
                + "\"TokenRequest\",\"spec\":{\"expirationSeconds\":" + TOKEN_SECONDS + "}}")), "status", "token");
        return kubeconfig(directory, account, token);
    }

    /** A kubeconfig of who may do everything. */
    Path kubeconfig(Path directory) throws IOException {
        return kubeconfig(directory, "administrator", server.administratorToken());
    }

    private Path kubeconfig(Path directory, String name, String token) throws IOException {
        String authority = server.authority().isEmpty() ? "" : ", certificate-authority-data: \""
                + Base64.getEncoder().encodeToString(Files.readAllBytes(server.authority().get())) + "\"";
        return Files.writeString(directory.resolve(name + ".kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: guarded, cluster: {server: "%s"%s}}]
                users: [{name: account, user: {token: "%s"}}]
                contexts: [{name: guarded, context: {cluster: guarded, user: account}}]
                current-context: guarded
                """.formatted(server.url(), authority, token));
    }

    /** That no service account of ours tried what its roles do not grant. */
    void assertWithinRoles() throws IOException {
        for (String account : List.of("controller", "speaker")) {
            assertEquals(new TreeSet<Access>(), Access.beyond(new Roles(this).granted(account), server.seen(account)),
                    () -> "the roles of " + account + " do not grant what it tried");
        }
    }

    private String expect(String method, String path, String type, String body) {
        return checked(send(method, path, type, body), method + " " + path + "\n" + body);
    }

    private static String checked(HttpResponse<String> response, String call) {
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(response.statusCode() + " " + response.body() + "\n" + call);
        }
        return response.body();
    }

    private HttpResponse<String> send(String method, String path, String type, String body)
            {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Bearer " + server.administratorToken())
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + server.url() + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String path(Target target) {
        Resource resource = target.resource();
        return (resource.group().isEmpty() ? "/api/" : "/apis/" + resource.group() + "/") + resource.version()
                + (target.namespace().isEmpty() ? "" : "/namespaces/" + target.namespace()) + "/" + resource.plural()
                + (target.name().isEmpty() ? "" : "/" + target.name())
                + (target.subresource().isEmpty() ? "" : "/" + target.subresource());
    }

    /** The object's path, from its first apiVersion, kind, name and namespace. */
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

    @Override
    public void close() {
        client.close();
    }
}
