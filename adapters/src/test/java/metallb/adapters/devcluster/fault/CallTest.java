package metallb.adapters.devcluster.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /api/v1/services                              | -     | list services '' ''
            GET    | /api/v1/services                              | true  | watch services '' ''
            GET    | /api/v1/services                              | false | list services '' ''
            GET    | /api/v1/watch/services                        | -     | watch services '' ''
            GET    | /api/v1/namespaces/ns/services                | 1     | watch services 'ns' ''
            GET    | /api/v1/namespaces/ns/services/web            | -     | get services 'ns' 'web'
            PATCH  | /api/v1/namespaces/ns/services/web/status     | -     | patch services/status 'ns' 'web'
            PUT    | /api/v1/nodes/node-1                          | -     | update nodes '' 'node-1'
            PUT    | /api/v1/namespaces/ns/finalize                | -     | update namespaces/finalize '' 'ns'
            GET    | /api/v1/namespaces/ns                         | -     | get namespaces '' 'ns'
            POST   | /apis/events.k8s.io/v1/namespaces/ns/events   | -     | create events 'ns' ''
            DELETE | /apis/coordination.k8s.io/v1/namespaces/ns/leases/a | - | delete leases 'ns' 'a'
            DELETE | /api/v1/namespaces/ns/configmaps              | -     | deletecollection configmaps 'ns' ''
            GET    | /healthz                                      | -     | get  '' '/healthz'
            GET    | /apis/apps/v1                                 | -     | get  '' '/apis/apps/v1'
            GET    | /                                             | -     | get  '' '/'
            TRACE  | //                                            | -     | trace  '' '//'
            """)
    void isReadFromMethodAndPath(String method, String path, String watch, String expected) {
        Call call = Call.of(method, path, watch.equals("-") ? Map.of() : Map.of("watch", watch), "kubectl/v1.30");
        assertEquals(expected, call.verb() + " " + call.resource() + " '" + call.namespace() + "' '" + call.name() + "'");
        assertEquals("kubectl/v1.30", call.client());
    }
}
