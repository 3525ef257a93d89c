package metallb.adapters.support.apistore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a client writes a moment, it is kept as the server writes it: in UTC, with the decimals of the field's type. */
class WrittenTimesTest {
    private final World world = new World();

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T10:00:00Z,2026-11-01T10:00:00Z",
        "2026-11-01T10:00:00.999999Z,2026-11-01T10:00:00Z",
        "2026-11-01T12:30:00+02:30,2026-11-01T10:00:00Z",
    })
    void inWholeSeconds(String written, String kept) {
        Response created = world.post("/api/v1/nodes", "{'metadata':{'name':'n'},'status':{'conditions':[{'type':'Ready','status':'True',"
                + "'lastTransitionTime':'" + written + "'}]}}");
        assertEquals(kept, Json.text(World.body(created).at("/status/conditions/0"), "lastTransitionTime"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T10:00:00.000001Z,2026-11-01T10:00:00.000001Z",
        "2026-11-01T12:30:00.500000+02:30,2026-11-01T10:00:00.500000Z",
    })
    void inSixDecimals(String written, String kept) {
        Response created = world.post("/apis/coordination.k8s.io/v1/namespaces/rec/leases",
                "{'metadata':{'name':'l'},'spec':{'renewTime':'" + written + "'}}");
        assertEquals(kept, Json.text(World.body(created), "spec", "renewTime"));
    }
}
