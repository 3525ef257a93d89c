package metallb.adapters.devcluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProtobufBodyTest {
    /** {@code k8s\0}, then type v1 Namespace, then its metadata: name ns and label a=b. */
    private static final byte[] NAMESPACE = HexFormat.of().parseHex("6b387300" + "0a0f" + "0a027631" + "12094e616d657370616365"
            + "120e" + "0a0c" + "0a026e73" + "5a06" + "0a0161" + "120162");

    @Test
    void readsWhatKubectlCreates() {
        assertEquals("{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"ns\",\"labels\":{\"a\":\"b\"}}}",
                new String(ProtobufBody.json(NAMESPACE).orElseThrow(), StandardCharsets.UTF_8));
    }

    @Test
    void neverThrowsForWhatIsCutShortOrChanged() {
        for (int length = 0; length < NAMESPACE.length; length++) {
            ProtobufBody.json(Arrays.copyOf(NAMESPACE, length));
            byte[] changed = NAMESPACE.clone();
            changed[length] ^= (byte) 0xff;
            ProtobufBody.json(changed);
        }
        assertEquals(Optional.empty(), ProtobufBody.json(new byte[0]));
    }
}
