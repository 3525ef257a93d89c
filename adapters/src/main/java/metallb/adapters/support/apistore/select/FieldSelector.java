package metallb.adapters.support.apistore.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Requirements on fields, all of which must hold: {@code metadata.name=a,type!=Normal}. */
public record FieldSelector(List<Term> terms) {
    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());
    /** Where the value stands, where that is not the field's own name. */
    private static final Map<String, String> PLACES = Map.of("source", "source.component");

    public FieldSelector {
        terms = List.copyOf(terms);
    }

    /** One comparison; {@code equal} is false for {@code !=}. */
    public record Term(List<String> path, String value, boolean equal) {
        boolean matches(JsonNode object) {
            JsonNode found = object;
            for (String name : path) {
                found = found == null ? null : found.get(name);
            }
            String text = found == null || found.isNull() ? "" : found.isValueNode() ? found.asString() : found.toString();
            // a false that is not written is false all the same
            boolean same = text.equals(value) || text.isEmpty() && value.equals("false");
            return same == equal;
        }
    }

    public boolean isEverything() {
        return terms.isEmpty();
    }

    public boolean matches(JsonNode object) {
        return terms.stream().allMatch(each -> each.matches(object));
    }

    /** The one name that is asked for, if one is. */
    public Optional<String> name() {
        return terms.stream().filter(term -> term.equal() && term.path().equals(List.of("metadata", "name")))
                .map(Term::value).findFirst();
    }

    /** {@code known}: the fields that this kind can be selected by. */
    public static Parsed<FieldSelector> parse(String text, Set<String> known) {
        List<Term> terms = new ArrayList<>();
        for (String part : text.split(",")) {
            if (part.isBlank()) {
                continue;
            }
            int sign = part.indexOf('=');
            if (sign < 1) {
                return new Parsed.Refused<>("invalid selector: '" + part + "'; can't understand '" + part + "'");
            }
            boolean equal = part.charAt(sign - 1) != '!';
            String field = part.substring(0, equal ? sign : sign - 1);
            String value = part.substring(part.startsWith("==", sign) ? sign + 2 : sign + 1);
            if (!known.contains(field)) {
                return new Parsed.Refused<>("field label not supported: " + field);
            }
            terms.add(new Term(List.of(PLACES.getOrDefault(field, field).split("\\.")), value, equal));
        }
        return new Parsed.Selector<>(new FieldSelector(terms));
    }
}
