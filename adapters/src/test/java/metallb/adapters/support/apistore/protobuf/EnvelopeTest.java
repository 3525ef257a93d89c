package metallb.adapters.support.apistore.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.schema.Schema;
import metallb.adapters.support.apistore.schema.Schemas;
import org.junit.jupiter.api.Test;

/** Bodies as kubectl 1.33 really sends them, whole, cut short and changed. */
class EnvelopeTest {
    /** {@code create deployment d --image=nginx:1 --replicas=2 --port=80}. */
    private static final String DEPLOYMENT = "6b3873000a150a07617070732f7631120a4465706c6f796d656e7412b2010a1b0a016412001a0022002a003200380042005a080a036170"
            + "701201641284010802120a0a080a036170701201641a6c0a1a0a0012001a0022002a003200380042005a080a03617070120164124e1230"
            + "0a056e67696e7812076e67696e783a312a00320a0a001000185022002a0042006a007200800100880100900100a201001a00320042004a"
            + "0052005800600068008201008a01009a0100c2010022020a00280038001a0c0800100018002000280038001a002200";
    /** {@code create service loadbalancer s3 --tcp=80:http}. */
    private static final String SERVICE = "6b3873000a0d0a027631120753657276696365126c0a1d0a02733312001a0022002a003200380042005a090a036170701202733312470a"
            + "1e0a0738302d6874747012035443501850220a080110001a0468747470280012090a03617070120273331a00220c4c6f616442616c616e"
            + "6365723a00420052005a00600068001a020a001a002200";
    /** {@code create pdb p --selector=app=d --min-available=50%}. */
    private static final String BUDGET = "6b3873000a200a09706f6c6963792f76311213506f6444697372757074696f6e42756467657412380a110a017012001a0022002a003200"
            + "3800420012170a09080110001a03353025120a0a080a036170701201641a0a080018002000280030001a002200";
    /** {@code create priorityclass pc --value=5}. */
    private static final String PRIORITY = "6b3873000a250a147363686564756c696e672e6b38732e696f2f7631120d5072696f72697479436c61737312300a120a02706312001a00"
            + "22002a003200380042001005180022002a14507265656d70744c6f7765725072696f726974791a002200";

    private static Optional<Schema.Struct> known(String apiVersion, String kind) {
        return List.of("apps/v1 Deployment", "v1 Service", "v1 Pod", "policy/v1 PodDisruptionBudget", "scheduling.k8s.io/v1 PriorityClass")
                .contains(apiVersion + " " + kind) ? Optional.of(Schemas.named(kind)) : Optional.empty();
    }

    private static Envelope open(String hex) {
        return Envelope.open(HexFormat.of().parseHex(hex), EnvelopeTest::known);
    }

    private static String json(String hex) {
        return assertInstanceOf(Envelope.Opened.class, open(hex)).json().toString();
    }

    @Test
    void readsWhatKubectlSends() {
        assertEquals("{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"d\",\"labels\":{\"app\":\"d\"}},\"spec\":{\"replicas\":2,"
                + "\"selector\":{\"matchLabels\":{\"app\":\"d\"}},\"template\":{\"metadata\":{\"labels\":{\"app\":\"d\"}},\"spec\":{\"containers\":["
                + "{\"name\":\"nginx\",\"image\":\"nginx:1\",\"ports\":[{\"containerPort\":80}],\"resources\":{}}]}},\"strategy\":{}},"
                + "\"status\":{}}", json(DEPLOYMENT));
        assertEquals("{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"s3\",\"labels\":{\"app\":\"s3\"}},\"spec\":{\"ports\":[{"
                + "\"name\":\"80-http\",\"protocol\":\"TCP\",\"port\":80,\"targetPort\":\"http\"}],\"selector\":{\"app\":\"s3\"},\"type\":"
                + "\"LoadBalancer\"},\"status\":{\"loadBalancer\":{}}}", json(SERVICE));
        assertEquals("{\"apiVersion\":\"policy/v1\",\"kind\":\"PodDisruptionBudget\",\"metadata\":{\"name\":\"p\"},\"spec\":{\"minAvailable\":\"50%\","
                + "\"selector\":{\"matchLabels\":{\"app\":\"d\"}}},\"status\":{}}", json(BUDGET));
        assertEquals("{\"apiVersion\":\"scheduling.k8s.io/v1\",\"kind\":\"PriorityClass\",\"metadata\":{\"name\":\"pc\"},\"value\":5,"
                + "\"preemptionPolicy\":\"PreemptLowerPriority\"}", json(PRIORITY));
    }

    @Test
    void readsTimesQuantitiesTextsOfNumbersAndOwnersOfFields() {
        // creationTimestamp and managedFields; a container with limits and a probe
        String metadata = "420808a5ebdcca0610008a01110a016d3a0c0a0a7b22663a61223a7b7d7d";
        String container = "122a0a0163420f0a0d0a0363707512060a043130"
                + "306d52140a1212100a022f78120a080110001a0468747470";
        assertEquals("{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"creationTimestamp\":\"2026-01-02T03:04:05Z\",\"managedFields\":"
                + "[{\"manager\":\"m\",\"fieldsV1\":{\"f:a\":{}}}]},\"spec\":{\"containers\":[{\"name\":\"c\",\"resources\":{\"limits\":"
                + "{\"cpu\":\"100m\"}},\"livenessProbe\":{\"httpGet\":{\"path\":\"/x\",\"port\":\"http\"}}}]}}",
                json(envelope("0a027631" + "1203506f64", "0a" + length(metadata) + metadata + "12" + length(container) + container)));
    }

    /** The same object comes out whatever a client adds that is not known here; what is known and not readable is named. */
    @Test
    void passesOverUnknownNumbersAndNamesWhatItCannotRead() {
        // number 500, a text, is no field of a pod
        assertEquals("{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}", json(envelope("0a027631" + "1203506f64", "a21f0161")));
        // spec.ephemeralContainers holds a message with a text
        assertEquals(new Envelope.Unreadable("v1", "Pod", "spec.ephemeralContainers cannot be read from protobuf here: send JSON"),
                open(envelope("0a027631" + "1203506f64", "1206" + "9202030a0161")));
        // and an empty status says nothing
        assertEquals("{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}", json(envelope("0a027631" + "1203506f64", "1a020a00")));
    }

    @Test
    void saysWhatIsNoEnvelope() {
        assertEquals(new Envelope.Unrecognized("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]"),
                open("7b7d"));
        assertEquals(new Envelope.Unrecognized("no kind \"Pod\" is registered for version \"v9\""),
                open(envelope("0a027639" + "1203506f64", "")));
    }

    @Test
    void neverThrowsForWhatIsCutShortOrChanged() {
        byte[] whole = HexFormat.of().parseHex(DEPLOYMENT);
        for (int length = 0; length < whole.length; length++) {
            Envelope.open(Arrays.copyOf(whole, length), EnvelopeTest::known);
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = whole.clone();
                changed[length] ^= (byte) (1 << bit);
                Envelope.open(changed, EnvelopeTest::known);
            }
        }
    }

    private static String envelope(String type, String object) {
        return "6b387300" + "0a" + length(type) + type + "12" + length(object) + object;
    }

    private static String length(String hex) {
        return HexFormat.of().toHexDigits((byte) (hex.length() / 2));
    }
}
