package metallb.domain.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * One mapping of the document while it is read: hands out values by key and notes what has the wrong shape. A key
 * without a value counts as a missing one, as it did for MetalLB.
 */
final class Section {
    private final Tree.Mapping mapping;
    private final Findings findings;

    private Section(Tree.Mapping mapping, Findings findings) {
        this.mapping = mapping;
        this.findings = findings;
    }

    /**
     * @param known the keys that may stand there
     * @param later keys that are refused as not supported by this version, known or not
     * @return empty, with the problem noted, where the tree is no mapping
     */
    static Optional<Section> of(Tree tree, List<String> known, List<String> later, Findings findings) {
        return switch (tree) {
            case Tree.Nothing nothing -> Optional.of(new Section(new Tree.Mapping(nothing.where(),
                    Collections.emptyMap()), findings));
            case Tree.Mapping mapping -> {
                new Section(mapping, findings).checkKeys(known, later);
                yield Optional.of(new Section(without(later, mapping), findings));
            }
            case Tree.Scalar _, Tree.Sequence _ -> {
                findings.error(tree.where(), "found " + describe(tree) + " where keys and values belong",
                        "write one or more of: " + String.join(", ", supported(known, later)));
                yield Optional.empty();
            }
        };
    }

    private static String describe(Tree tree) {
        return KeyName.isPeer(tree.where().path()) && tree instanceof Tree.Scalar ? "a value " + KeyName.NOT_SHOWN
                : Quote.describe(tree);
    }

    /** What is refused for its key is not read, so that nobody corrects a value only to be told of the key. */
    private static Tree.Mapping without(List<String> later, Tree.Mapping mapping) {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>(mapping.entries());
        later.forEach(entries::remove);
        return new Tree.Mapping(mapping.where(), entries);
    }

    private void checkKeys(List<String> known, List<String> later) {
        mapping.entries().forEach((key, entry) -> {
            if (later.contains(key)) {
                findings.error(entry.key(), "key " + Quote.ofKey(key) + " is not supported by this version",
                        "remove it, or wait for a version that supports it");
            } else if (!known.contains(key)) {
                KeyName name = new KeyName(where().path(), key, !(entry.value() instanceof Tree.Nothing));
                findings.error(entry.key(), "unknown key " + name.quoted(), wantedKey(name, known, later));
            }
        });
    }

    private static List<String> supported(List<String> known, List<String> later) {
        return known.stream().filter(key -> !later.contains(key)).toList();
    }

    private static String wantedKey(KeyName key, List<String> known, List<String> later) {
        List<String> all = new ArrayList<>(known);
        all.addAll(later);
        return key.wanted(Nearest.to(key.text(), all),
                "known here: " + String.join(", ", new TreeSet<>(supported(known, later))));
    }

    /** The same, where an empty text under one of these keys counts as a missing one too. */
    Section emptyIsMissing(List<String> keys) {
        Map<String, Tree.Entry> entries = new LinkedHashMap<>(mapping.entries());
        entries.entrySet().removeIf(entry -> keys.contains(entry.getKey())
                && entry.getValue().value() instanceof Tree.Scalar scalar && scalar.text().isEmpty());
        return new Section(new Tree.Mapping(mapping.where(), entries), findings);
    }

    Where where() {
        return mapping.where();
    }

    List<String> keys() {
        return List.copyOf(mapping.entries().keySet());
    }

    /** The value, unless there is none. */
    Optional<Tree> value(String key) {
        return Optional.ofNullable(mapping.entries().get(key)).map(Tree.Entry::value)
                .filter(value -> !(value instanceof Tree.Nothing));
    }

    /** The single value of a key; empty where it is missing or, noted, of another shape. */
    Optional<Tree.Scalar> scalar(String key, String wanted) {
        return value(key).flatMap(value -> scalar(value, key, wanted, findings));
    }

    static Optional<Tree.Scalar> scalar(Tree value, String key, String wanted, Findings findings) {
        if (value instanceof Tree.Scalar scalar) {
            return Optional.of(scalar);
        }
        findings.error(value.where(), "invalid " + key + ": found " + Quote.describe(value), wanted);
        return Optional.empty();
    }

    /** The items of a list; none where the key is missing or, noted, not a list. */
    List<Tree> list(String key, String example) {
        return value(key).map(value -> {
            if (value instanceof Tree.Sequence sequence) {
                return sequence.items();
            }
            findings.error(value.where(), "invalid " + key + ": found " + Quote.describe(value)
                    + " where a list belongs",
                    "begin each item with a dash: " + example);
            return List.<Tree>of();
        }).orElse(List.of());
    }

    /**
     * @param invalid how a problem begins: {@code invalid peer port}
     * @param wanted what would be right
     */
    OptionalLong number(String key, long smallest, long largest, String invalid, String wanted) {
        Optional<Tree.Scalar> scalar = scalar(key, wanted);
        if (scalar.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong number = number(scalar.get());
        if (number.isPresent() && number.getAsLong() >= smallest && number.getAsLong() <= largest) {
            return number;
        }
        boolean justQuoted = scalar.get().quoted() && number(scalar.get().text()).isPresent();
        findings.error(scalar.get().where(), String.format(Locale.ROOT, invalid, Quote.of(scalar.get().text())),
                wanted + (justQuoted ? ", without quotes" : ""));
        return OptionalLong.empty();
    }

    /** Quotes make a text of a number, as they did for MetalLB. */
    static OptionalLong number(Tree.Scalar scalar) {
        return scalar.quoted() ? OptionalLong.empty() : number(scalar.text());
    }

    /** No leading zeros: YAML 1.1 readers took 010 for 8, others take it for 10. */
    private static OptionalLong number(String text) {
        return text.matches("0|[1-9][0-9]{0,17}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** In all spellings of YAML 1.1, which MetalLB read. */
    boolean truth(String key, boolean otherwise) {
        Optional<Tree.Scalar> scalar = scalar(key, "expected true or false");
        if (scalar.isEmpty()) {
            return otherwise;
        }
        String text = scalar.get().quoted() ? "" : scalar.get().text();
        if (text.matches("y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON")) {
            return true;
        }
        if (!text.matches("n|N|no|No|NO|false|False|FALSE|off|Off|OFF")) {
            findings.error(scalar.get().where(), "invalid " + key + " " + Quote.of(scalar.get().text()),
                    scalar.get().quoted() ? "expected true or false, without quotes" : "expected true or false");
        }
        return false;
    }
}
