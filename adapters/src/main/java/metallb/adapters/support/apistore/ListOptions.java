package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import metallb.adapters.support.apistore.schema.GoText;
import metallb.adapters.support.apistore.schema.Json;
import metallb.adapters.support.apistore.select.FieldSelector;
import metallb.adapters.support.apistore.select.LabelSelector;
import metallb.adapters.support.apistore.select.Parsed;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which objects of a collection are asked for, from where and how many.
 *
 * @param limit the most objects in one page; 0 or less for all
 * @param resourceVersion as written; empty where none is given
 */
public record ListOptions(LabelSelector labels, FieldSelector fields, long limit, String token, String resourceVersion, String match) {
    private static final List<String> MATCHES = List.of("Exact", "NotOlderThan");
    public static final ListOptions ALL = new ListOptions(LabelSelector.EVERYTHING, FieldSelector.EVERYTHING, 0, "", "", "");

    /** The options, or why the query has none. */
    sealed interface Read {
        record Options(ListOptions options) implements Read {
        }

        record Refused(Status status) implements Read {
        }
    }

    public ListOptions labelled(LabelSelector selector) {
        return new ListOptions(selector, fields, limit, token, resourceVersion, match);
    }

    /** What a list must not ask for: parameters that contradict each other, or that only a watch has. */
    static List<FieldError> problems(Map<String, String> query) {
        String match = query.getOrDefault("resourceVersionMatch", "");
        String version = query.getOrDefault("resourceVersion", "");
        List<FieldError> errors = new ArrayList<>();
        if (!match.isEmpty() && version.isEmpty()) {
            errors.add(FieldError.forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided"));
        }
        if (!match.isEmpty() && query.containsKey("continue")) {
            errors.add(FieldError.forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
        }
        if (!match.isEmpty() && !MATCHES.contains(match)) {
            errors.add(FieldError.unsupported("resourceVersionMatch", match, List.of("Exact", "NotOlderThan", "")));
        }
        if (match.equals("Exact") && version.equals("0")) {
            errors.add(FieldError.forbidden("resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
        }
        if (query.containsKey("sendInitialEvents")) {
            errors.add(FieldError.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
        }
        return errors;
    }

    static Read of(Target target, Map<String, String> query) {
        Set<String> known = new TreeSet<>(target.resource().fields());
        known.add("metadata.name");
        known.add("metadata.namespace");
        var labels = LabelSelector.parse(query.getOrDefault("labelSelector", ""), Keys.LABELS);
        var fields = FieldSelector.parse(query.getOrDefault("fieldSelector", ""), known);
        String limit = query.getOrDefault("limit", "0");
        String version = query.getOrDefault("resourceVersion", "");
        for (String number : List.of(limit, query.getOrDefault("timeoutSeconds", "0"))) {
            Optional<String> problem = GoText.integerProblem(number);
            if (problem.isPresent()) {
                return new Read.Refused(Status.badRequest(problem.get()));
            }
        }
        if (!version.matches("\\d{0,18}")) {
            return new Read.Refused(Status.badRequest("invalid resource version: resourceVersion: Invalid value: "
                    + FieldError.quoted(version) + ": strconv.ParseUint: parsing " + FieldError.quoted(version) + ": invalid syntax"));
        }
        return switch (labels) {
            case Parsed.Refused<LabelSelector> refused -> new Read.Refused(Status.badRequest(refused.reason()));
            case Parsed.Selector<LabelSelector> label -> switch (fields) {
                case Parsed.Refused<FieldSelector> refused -> new Read.Refused(Status.badRequest(refused.reason()));
                case Parsed.Selector<FieldSelector> field -> new Read.Options(new ListOptions(label.value(), field.value(),
                        Long.parseLong(limit), query.getOrDefault("continue", ""), version,
                        query.getOrDefault("resourceVersionMatch", "")));
            };
        };
    }

    boolean isEverything() {
        return labels.isEverything() && fields.isEverything();
    }

    /** Whether an object, as it is kept, is asked for. */
    boolean matches(Resource resource, ObjectNode kept) {
        if (kept == null) {
            return false;
        }
        return labels.matches(Json.child(kept, "metadata", "labels"))
                && (fields.isEverything() || fields.matches(resource.owner() == resource ? kept : Forms.shown(resource, kept)));
    }
}
