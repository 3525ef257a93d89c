package metallb.adapters.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import okhttp3.Response;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AccessSearchTest {
    private static final Timings TIMINGS = Timings.usual();

    @TempDir
    private Path directory;

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String kubeconfig(String server, String clusterMore, String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters:
                - {name: c, cluster: {server: "%s"%s}}
                contexts:
                - {name: here, context: {cluster: c, user: u}}
                users:
                - {name: u, user: {%s}}
                """.formatted(server, clusterMore, user);
    }

    /** What the search says, with the directory of the test written as DIR. */
    private String find(Optional<Path> flag, Map<String, String> environment) {
        AccessSearch search = new AccessSearch(flag, environment, directory.resolve("account"), "test/0", TIMINGS);
        String said = switch (search.find()) {
            case AccessSearch.Finding.Found(ClusterAccess access) -> access.toString();
            case AccessSearch.Finding.Nothing(String why) -> why;
        };
        return said.replace(directory.toString(), "DIR");
    }

    @Test
    void looksWhereKubectlDoesInItsOrder() throws Exception {
        Path flag = file("flag", kubeconfig("http://127.0.0.1:1", "", "token: t"));
        file("second", kubeconfig("http://127.0.0.1:2", "", "token: t"));
        file("home/.kube/config", kubeconfig("http://127.0.0.1:3", "", "token: t"));
        file("account/token", "t");
        file("account/ca.crt", pem(certificate(keys("EC", 256), "EC")));
        Map<String, String> inPod = Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1", "KUBERNETES_SERVICE_PORT", "6443");
        String home = directory.resolve("home").toString();
        Map<String, String> withHome = Map.of("HOME", home, "KUBERNETES_SERVICE_HOST", "10.96.0.1");
        Map<String, String> all = Map.of("HOME", home, "KUBERNETES_SERVICE_HOST", "10.96.0.1",
                "KUBECONFIG", directory.resolve("missing") + ":" + directory.resolve("second"));
        assertEquals("--kubeconfig DIR/flag, context here, server http://127.0.0.1:1", find(Optional.of(flag), all));
        assertEquals("KUBECONFIG DIR/second, context here, server http://127.0.0.1:2", find(Optional.empty(), all));
        assertEquals("kubeconfig DIR/home/.kube/config, context here, server http://127.0.0.1:3",
                find(Optional.empty(), withHome));
        assertEquals("in-cluster, server https://10.96.0.1:6443", find(Optional.empty(), inPod));
        assertEquals("in-cluster, server https://[fd00::1]:443",
                find(Optional.empty(), Map.of("KUBERNETES_SERVICE_HOST", "fd00::1")));
    }

    @Test
    void saysWhatItLookedForAndWhere() {
        assertEquals("no cluster: looked for --kubeconfig (not given), KUBECONFIG (not set), "
                + "DIR/.kube/config (no such file), in-cluster (KUBERNETES_SERVICE_HOST not set)",
                find(Optional.empty(), Map.of("HOME", directory.toString())));
        assertEquals("no cluster: looked for --kubeconfig (not given), KUBECONFIG (not set), "
                + "$HOME/.kube/config (HOME not set), in-cluster (KUBERNETES_SERVICE_HOST not set)",
                find(Optional.empty(), Map.of()));
        assertEquals("--kubeconfig DIR/nowhere: no such file",
                find(Optional.of(directory.resolve("nowhere")), Map.of()));
        assertEquals("KUBECONFIG names DIR/a, DIR/b: no such file",
                find(Optional.empty(), Map.of("KUBECONFIG", directory + "/a:" + directory + "/b")));
        assertEquals("in-cluster: DIR/account/token: no such file or not readable; "
                + "does the pod mount its service account's token?",
                find(Optional.empty(), Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``                   | not a kubeconfig",
        "`just text`          | not a kubeconfig",
        "`[1]`                | not a kubeconfig",
        "`token: [secret`     | not YAML: line 1: expected ',' or ']', but got <stream end>",
        "`current-context: x` | its current-context x leads to no cluster with a server",
        "`{clusters: [], contexts: [], users: []}` | no current-context is set",
        "`{current-context: x, clusters: [], contexts: [], users: []}`"
                + "           | its current-context x leads to no cluster with a server",
        "`{current-context: x, clusters: [], contexts: [{name: x, context: {cluster: c}}], users: []}`"
                + "           | its current-context x leads to no cluster with a server"})
    void saysWhyAKubeconfigIsOfNoUse(String text, String why) throws Exception {
        assertEquals("--kubeconfig DIR/k: " + why, find(Optional.of(file("k", text)), Map.of()));
    }

    /** Of each name the first counts, and the first current-context; what is not there or empty is passed over. */
    @Test
    void mergesTheFilesOfKubeconfigAsKubectlDoes() throws Exception {
        file("a", "{contexts: [{name: here, context: {cluster: c, user: u}}], users: [{name: v, user: {token: other}}]}");
        file("empty", "");
        file("sub/token", "from-beside-b");
        file("c", kubeconfig("http://127.0.0.1:3", "", "token: of-c").replace("current-context: here",
                "current-context: there"));
        Map<String, String> variable = Map.of("KUBECONFIG", Stream.of("a", "missing", "empty", "sub/b", "c")
                .map(name -> directory.resolve(name).toString()).collect(Collectors.joining(":")));
        try (ApiStub stub = new ApiStub()) {
            file("sub/b", kubeconfig(stub.url(), "", "tokenFile: token").replace("cluster: c, user: u", "cluster: x"));
            stub.then(exchange -> ApiStub.send(exchange, 200, exchange.getRequestHeaders().getFirst("Authorization")));
            assertEquals("KUBECONFIG DIR/a:DIR/empty:DIR/sub/b:DIR/c, context here, server " + stub.url(),
                    find(Optional.empty(), variable));
            AccessSearch search = new AccessSearch(Optional.empty(), variable, directory, "test/0", TIMINGS);
            try (ClusterAccess access = ((AccessSearch.Finding.Found) search.find()).access();
                    Response response = access.get("/version").execute()) {
                assertEquals("Bearer from-beside-b", Json.body(response));
            }
        }
        file("c", "token: [secret");
        assertEquals("KUBECONFIG DIR/a:DIR/empty:DIR/sub/b:DIR/c: DIR/c: not YAML: line 1: "
                + "expected ',' or ']', but got <stream end>", find(Optional.empty(), variable));
    }

    /** Otherwise every call would be that of nobody, and refused. */
    @ParameterizedTest
    @CsvSource({"no-such-plugin, no-such-plugin", "./no-such-plugin, DIR/no-such-plugin", "'false', 'false'", "'true', 'true'"})
    void saysThatAPluginGivesNothing(String command, String named) throws Exception {
        String text = kubeconfig("http://127.0.0.1:1", "", "exec: {apiVersion: client.authentication.k8s.io/v1, "
                + "command: \"" + command + "\"}");
        assertEquals("--kubeconfig DIR/k: its context here has a plugin that gave no credential: " + named,
                find(Optional.of(file("k", text)), Map.of()));
    }

    @Test
    void saysThatAnAuthProviderIsNotSupported() throws Exception {
        String text = kubeconfig("http://127.0.0.1:1", "", "auth-provider: {name: gcp, config: "
                + "{expiry: \"2020-01-01T00:00:00Z\"}}");
        assertEquals("--kubeconfig DIR/k: its context here uses an auth-provider that is not supported; use exec",
                find(Optional.of(file("k", text)), Map.of()));
    }

    @Test
    void showsNoSecretOfABrokenKubeconfig() throws Exception {
        String text = kubeconfig("http://127.0.0.1:1", "", "token: s3cret, client-key-data: s3cret, bad");
        assertFalse(find(Optional.of(file("k", text.replace("bad", "bad: ["))), Map.of()).contains("s3cret"));
        String key = kubeconfig("https://127.0.0.1:1", "", "client-certificate-data: czNjcmV0, "
                + "client-key-data: czNjcmV0");
        assertFalse(find(Optional.of(file("k", key)), Map.of()).contains("s3cret"));
    }

    /** The keys as kind and k3s write them: PKCS#1 for RSA, SEC1 for EC. The server asks who it is. */
    @ParameterizedTest
    @CsvSource({"RSA, 2048, RSA PRIVATE KEY", "EC, 256, EC PRIVATE KEY"})
    void connectsByTlsWithAClientCertificate(String algorithm, int size, String form) throws Exception {
        KeyPair serverKeys = keys("EC", 256);
        X509Certificate serverCertificate = certificate(serverKeys, "EC");
        KeyPair clientKeys = keys(algorithm, size);
        X509Certificate clientCertificate = certificate(clientKeys, algorithm);
        String key = pem(algorithm.equals("EC") ? sec1(clientKeys) : clientKeys.getPrivate());
        assertEquals("-----BEGIN " + form + "-----", key.lines().findFirst().orElseThrow());
        List<String> seen = new ArrayList<>();
        HttpsServer server = server(serverKeys, serverCertificate, clientCertificate, seen);
        try {
            Path file = file("k", kubeconfig("https://127.0.0.1:" + server.getAddress().getPort(),
                    ", certificate-authority-data: " + base64(pem(serverCertificate)),
                    "client-certificate-data: " + base64(pem(clientCertificate))
                            + ", client-key-data: " + base64(key)));
            AccessSearch search = new AccessSearch(Optional.of(file), Map.of(), directory, "test/0", TIMINGS);
            try (ClusterAccess access = ((AccessSearch.Finding.Found) search.find()).access();
                    Response response = access.get("/version").execute()) {
                assertEquals("hello", Json.body(response));
            }
            assertEquals(List.of("CN=127.0.0.1"), seen);
        } finally {
            server.stop(0);
        }
    }

    /** The ways of users that are no certificate; the plugin is what managed clusters write. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "token: abc                                       | Bearer abc",
        "`tokenFile: DIR/token`                           | Bearer from-file",
        "`username: me, password: pass`                   | Basic bWU6cGFzcw==",
        "`exec: {apiVersion: client.authentication.k8s.io/v1, command: cat, args: [DIR/credential]}`"
                + "                                       | Bearer from-plugin"})
    void authenticatesAsTheUserIsWritten(String user, String authorization) throws Exception {
        file("token", "from-file");
        file("credential", "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\","
                + "\"status\":{\"token\":\"from-plugin\"}}");
        List<String> seen = new ArrayList<>();
        try (ApiStub stub = new ApiStub()) {
            stub.then(exchange -> {
                seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
                ApiStub.send(exchange, 200, "{}");
            });
            Path file = file("k", kubeconfig(stub.url(), "", user.replace("DIR", directory.toString())));
            AccessSearch search = new AccessSearch(Optional.of(file), Map.of(), directory, "test/0", TIMINGS);
            try (ClusterAccess access = ((AccessSearch.Finding.Found) search.find()).access();
                    Response response = access.get("/version").execute()) {
                assertEquals(200, response.code());
            }
        }
        assertEquals(List.of(authorization), seen);
    }

    /** A pod's own token is read from its file, which the kubelet renews. */
    @Test
    void authenticatesAsThePodsServiceAccount() throws Exception {
        KeyPair keys = keys("EC", 256);
        X509Certificate certificate = certificate(keys, "EC");
        file("account/token", "of-the-pod");
        file("account/ca.crt", pem(certificate));
        List<String> seen = new ArrayList<>();
        HttpsServer server = server(keys, certificate, certificate, seen);
        try {
            AccessSearch search = new AccessSearch(Optional.empty(), Map.of("KUBERNETES_SERVICE_HOST", "127.0.0.1",
                    "KUBERNETES_SERVICE_PORT", Integer.toString(server.getAddress().getPort())),
                    directory.resolve("account"), "test/0", TIMINGS);
            try (ClusterAccess access = ((AccessSearch.Finding.Found) search.find()).access();
                    Response response = access.get("/token").execute()) {
                assertEquals("Bearer of-the-pod", Json.body(response));
            }
        } finally {
            server.stop(0);
        }
    }

    private static HttpsServer server(KeyPair keys, X509Certificate certificate, X509Certificate client,
            List<String> seen) throws Exception {
        KeyStore own = KeyStore.getInstance(KeyStore.getDefaultType());
        own.load(null, null);
        own.setKeyEntry("own", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, new char[0]);
        KeyStore others = KeyStore.getInstance(KeyStore.getDefaultType());
        others.load(null, null);
        others.setCertificateEntry("client", client);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(others);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setWantClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/token", exchange ->
                ApiStub.send(exchange, 200, exchange.getRequestHeaders().getFirst("Authorization")));
        server.createContext("/version", exchange -> {
            seen.add(((com.sun.net.httpserver.HttpsExchange) exchange).getSSLSession().getPeerPrincipal().toString());
            ApiStub.send(exchange, 200, "hello");
        });
        server.start();
        return server;
    }

    private static KeyPair keys(String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    /** A certificate that signs itself, good for this address and one hour. */
    private static X509Certificate certificate(KeyPair keys, String algorithm) throws Exception {
        X500Name name = new X500Name("CN=127.0.0.1");
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(name, BigInteger.ONE,
                Date.from(now.minus(Duration.ofHours(1))), Date.from(now.plus(Duration.ofHours(1))), name,
                keys.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        String signature = algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        return new JcaX509CertificateConverter().getCertificate(
                builder.build(new JcaContentSignerBuilder(signature).build(keys.getPrivate())));
    }

    /** With the public key in it (RFC 5915 3), as Go and OpenSSL write it and the JDK does not. */
    private static PemObject sec1(KeyPair keys) throws IOException {
        ECPrivateKey key = (ECPrivateKey) keys.getPrivate();
        SubjectPublicKeyInfo open = SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        return new PemObject("EC PRIVATE KEY", new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(),
                open.getPublicKeyData(), open.getAlgorithm().getParameters()).getEncoded());
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
