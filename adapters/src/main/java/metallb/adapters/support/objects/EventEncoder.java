package metallb.adapters.support.objects;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Objects;
import metallb.domain.cluster.Kind;
import metallb.domain.cluster.KubernetesEvent;
import metallb.domain.cluster.KubernetesEvent.Regarding;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies of events.k8s.io/v1. The same story about the same object has the same name, so that telling it again is
 * noticed by the server (409 AlreadyExists) and becomes a series.
 *
 * @param reportingController who reports, {@code metallb-controller}
 * @param reportingInstance which of them, the pod's or node's name; the API takes 128 characters of it
 */
public record EventEncoder(String reportingController, String reportingInstance) {
    /** What is told so soon after the first story is what the core found when it began, not what happened since. */
    public static final Duration FOUND_AT_START = Duration.ofMinutes(5);
    /** The API refuses longer notes; counted in bytes of UTF-8. */
    static final int NOTE_BYTES = 1024;
    private static final int NAME_CHARACTERS = 253;
    private static final int WORD_CHARACTERS = 128;
    /** MicroTime of the API: exactly six decimals. */
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    public EventEncoder {
        Objects.requireNonNull(reportingController, "reportingController");
        reportingInstance = cut(reportingInstance, WORD_CHARACTERS);
    }

    /** Where the event is to be kept: with its object, or in {@code default} for objects of the cluster. */
    public static String namespace(KubernetesEvent event) {
        String namespace = event.regarding().key().namespace();
        return namespace.isEmpty() ? "default" : namespace;
    }

    /**
     * {@code OBJECT.HASH}, of the same object, reason, reporter and note always the same. Which instance of the reporter
     * tells it is no part of it: after a restart, or by another replica, it is still the same story.
     */
    public String name(KubernetesEvent event) {
        String story = String.join("\0", event.regarding().uid().text(), event.reason(), reportingController,
                event.note());
        String suffix = "." + hash(story);
        String object = cut(event.regarding().key().name(), NAME_CHARACTERS - suffix.length());
        return object.replaceAll("[.-]+$", "") + suffix;
    }

    /** The body of the POST that creates the event. */
    public ObjectNode event(KubernetesEvent event, Instant at) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", "events.k8s.io/v1").put("kind", "Event");
        json.putObject("metadata").put("name", name(event)).put("namespace", namespace(event));
        json.put("eventTime", MICROS.format(at))
                .put("reportingController", reportingController)
                .put("reportingInstance", reportingInstance)
                .put("action", cut(event.action(), WORD_CHARACTERS))
                .put("reason", cut(event.reason(), WORD_CHARACTERS))
                .put("type", event.type().apiType())
                .put("note", cutBytes(event.note(), NOTE_BYTES));
        json.set("regarding", regarding(event.regarding()));
        return json;
    }

    /** The body of the merge patch that says an event happened again; {@code count} is 2 for the second time. */
    public static ObjectNode series(int count, Instant at) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("series").put("count", count).put("lastObservedTime", MICROS.format(at));
        return json;
    }

    private static ObjectNode regarding(Regarding object) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", object.kind() == Kind.ENDPOINT_SLICE ? "discovery.k8s.io/v1" : "v1")
                .put("kind", object.kind().apiKind());
        if (!object.key().namespace().isEmpty()) {
            json.put("namespace", object.key().namespace());
        }
        return json.put("name", object.key().name())
                .put("uid", object.uid().text())
                .put("resourceVersion", object.version().text());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String cut(String text, int characters) {
        return text.length() <= characters ? text : text.substring(0, characters);
    }

    /** The longest beginning that has at most so many bytes in UTF-8 and ends between two characters. */
    private static String cutBytes(String text, int limit) {
        int bytes = 0;
        for (int i = 0; i < text.length();) {
            int codePoint = text.codePointAt(i);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > limit) {
                return text.substring(0, i);
            }
            i += Character.charCount(codePoint);
        }
        return text;
    }
}
