package metallb.adapters.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import okhttp3.Response;
import okio.BufferedSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bytes of JSON to trees and back. */
final class Json {
    /** Longer answers are refused; an object in etcd has 1.5 MiB at most. */
    static final int LONGEST = 16 << 20;

    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** The tree of a whole document; empty where the text is no JSON. */
    static Optional<JsonNode> tree(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static JsonParser parser(InputStream stream) {
        return MAPPER.createParser(stream);
    }

    /** The body of an answer as a text, of {@link #LONGEST} bytes at most. */
    static String body(Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(LONGEST + 1L)) {
            throw new IOException("an answer of more than " + LONGEST + " bytes");
        }
        return source.readUtf8();
    }

    /**
     * What the server says for itself: the message of a Status, else the beginning of whatever it answered.
     *
     * @param code the HTTP status
     */
    static String message(int code, String body) {
        Optional<String> message = tree(body).map(status -> status.path("message"))
                .filter(JsonNode::isString).map(JsonNode::stringValue).filter(text -> !text.isEmpty());
        if (message.isPresent()) {
            return message.get();
        }
        String text = body.strip();
        return text.isEmpty() ? "HTTP " + code : text.length() <= 300 ? text : text.substring(0, 300) + "...";
    }
}
