package metallb.adapters.devcluster.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    private static final String MODIFIED = ": the object has been modified; please apply your changes to the latest version and try again";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PATCH | /api/v1/namespaces/ns/services/web/status                   |  on services "web"                       | ,"details":{"name":"web","kind":"services"}
            PUT   | /apis/coordination.k8s.io/v1/namespaces/ns/leases/l         |  on leases.coordination.k8s.io "l"       | ,"details":{"name":"l","group":"coordination.k8s.io","kind":"leases"}
            POST  | /api/v1/namespaces/ns/services                              |                                         |
            """)
    void aConflictNamesItsObject(String method, String path, String on, String details) {
        Call call = Call.of(method, path, Map.of(), "");
        String object = on == null ? "" : " " + on;
        assertEquals("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":"
                + "\"Operation cannot be fulfilled" + object.replace("\"", "\\\"") + MODIFIED + "\",\"reason\":\"Conflict\""
                + (details == null ? "" : details) + ",\"code\":409}\n", Refusal.of(409).response(call).body());
    }

    @ParameterizedTest
    @CsvSource({"409, mine", "500, Internal error occurred"})
    void othersSayWhatTheirRuleSays(int code, String message) {
        assertEquals("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"" + message
                + "\",\"reason\":\"R\",\"code\":" + code + "}\n", new Refusal(code, "R", message, 0).response(
                        Call.of("PUT", "/api/v1/nodes/n", Map.of(), "")).body());
    }
}
