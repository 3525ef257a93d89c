package metallb.adapters.support.apistore.protobuf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Protobuf's outermost layer: a message is a row of numbered values, each a number or bytes (that may be a message again). */
sealed interface Wire {
    int number();

    record Number(int number, long value) implements Wire {
    }

    record Bytes(int number, byte[] content) implements Wire {
    }

    /** The values in their order; empty where the bytes are no message. Fixed-width values, which Kubernetes has none of, are left out. */
    static Optional<List<Wire>> read(byte[] message) {
        var reader = new Reader(message);
        List<Wire> values = new ArrayList<>();
        while (reader.at < message.length && !reader.broken) {
            long tag = reader.varint();
            int number = (int) (tag >>> 3);
            switch ((int) tag & 7) {
                case 0 -> values.add(new Number(number, reader.varint()));
                case 1 -> reader.slice(8);
                case 2 -> values.add(new Bytes(number, reader.slice(reader.varint())));
                case 5 -> reader.slice(4);
                default -> reader.broken = true;
            }
        }
        return reader.broken ? Optional.empty() : Optional.of(values);
    }

    /** Remembers that something was cut short instead of telling each caller. */
    final class Reader {
        private final byte[] bytes;
        private int at;
        private boolean broken;

        private Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; shift < 64 && at < bytes.length; shift += 7) {
                byte next = bytes[at++];
                value |= (long) (next & 127) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            broken = true;
            return 0;
        }

        private byte[] slice(long length) {
            if (broken || length < 0 || length > bytes.length - at) {
                broken = true;
                return new byte[0];
            }
            at += (int) length;
            return Arrays.copyOfRange(bytes, at - (int) length, at);
        }
    }
}
