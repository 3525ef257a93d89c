package metallb.adapters.log;

import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** One flat JSON object a line: ts (RFC 3339, UTC), level, event, subject, msg; where they help, thread and error. */
final class JsonLines extends LineEncoder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final JsonMapper mapper = new JsonMapper();

    @Override
    byte[] encode(Line line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = mapper.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("ts", TIME.format(line.at()));
            json.writeStringProperty("level", line.level());
            line.event().ifPresent(event -> json.writeStringProperty("event", event));
            json.writeStringProperty("subject", line.subject());
            json.writeStringProperty("msg", line.message());
            if (line.event().isEmpty()) {
                // the core's lines all come from its one thread
                json.writeStringProperty("thread", line.thread());
            }
            line.failure().ifPresent(trace -> json.writeStringProperty("error", trace));
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
