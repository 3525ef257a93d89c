package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import metallb.adapters.devcluster.fault.Fault;
import metallb.adapters.devcluster.fault.Refusal;
import metallb.adapters.devcluster.fault.Rule;
import metallb.adapters.devcluster.fault.Selection;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.WriteOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may steer a guarded cluster and see what it has seen: whoever a role allows these paths. */
@Timeout(60)
class BesideTheApiTest {
    private static final Fault NEVER_MET = new Fault.Answer(Refusal.of(500));

    private final DevCluster cluster = DevCluster.startGuarded(InetAddress.getLoopbackAddress(), 0);
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void accounts() {
        cluster.faults().add(Rule.once(Selection.of("list", "secrets"), NEVER_MET));
        create(Resources.SERVICE_ACCOUNTS, "default", "{'metadata':{'name':'plain'}}");
        create(Resources.SERVICE_ACCOUNTS, "default", "{'metadata':{'name':'chaos'}}");
        create(Resources.CLUSTER_ROLES, "", "{'metadata':{'name':'chaos'},'rules':[{'verbs':['get','delete'],"
                + "'nonResourceURLs':['/faults','/faults/*']}]}");
        create(Resources.CLUSTER_ROLE_BINDINGS, "", "{'metadata':{'name':'chaos'},'roleRef':{'kind':'ClusterRole','name':'chaos'},"
                + "'subjects':[{'kind':'ServiceAccount','name':'chaos','namespace':'default'}]}");
    }

    private void create(Resource resource, String namespace, String json) {
        cluster.call(store -> store.create(resource, namespace, json.replace('\'', '"'), WriteOptions.by("test"), cluster.now()).orThrow());
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    private String header(String caller) {
        return switch (caller) {
            case "admin" -> "Bearer " + cluster.gate().administratorToken();
            case "stranger" -> "Bearer wrong";
            default -> "Bearer " + cluster.call(store -> cluster.gate().token(store, "default", caller, cluster.now(), 3600));
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nobody   | GET    | /seen           | 403 | forbidden: User "system:anonymous" cannot get path "/seen"
            stranger | GET    | /seen           | 401 | Unauthorized
            plain    | GET    | /seen           | 403 | forbidden: User "system:serviceaccount:default:plain" cannot get path "/seen"
            admin    | GET    | /seen           | 200 | {"seen":[]}
            nobody   | DELETE | /faults         | 403 | forbidden: User "system:anonymous" cannot delete path "/faults"
            plain    | POST   | /faults/compact | 403 | forbidden: User "system:serviceaccount:default:plain" cannot post path "/faults/compact"
            chaos    | POST   | /faults/compact | 403 | forbidden: User "system:serviceaccount:default:chaos" cannot post path "/faults/compact"
            chaos    | GET    | /seen           | 403 | forbidden: User "system:serviceaccount:default:chaos" cannot get path "/seen"
            chaos    | DELETE | /faults/fault-1 | 200 | {"faults":[],"clockOffsetSeconds":0.0}
            admin    | DELETE | /faults         | 200 | {"faults":[],"clockOffsetSeconds":0.0}
            """)
    void areWhomARoleAllowsThePath(String caller, String method, String path, int code, String answer) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(cluster.url() + path)).timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!caller.equals("nobody")) {
            request.header("Authorization", header(caller));
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String body = code == 200 ? answer + "\n" : status(code, answer);
        assertEquals(code + " " + body, response.statusCode() + " " + response.body());
        assertEquals(code == 200 && method.equals("DELETE") ? 0 : 1, cluster.faults().standing().size());
    }

    private static String status(int code, String message) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"" + message.replace("\"", "\\\"")
                + "\",\"reason\":\"" + (code == 401 ? "Unauthorized" : "Forbidden") + "\"" + (code == 401 ? "" : ",\"details\":{}")
                + ",\"code\":" + code + "}\n";
    }
}
