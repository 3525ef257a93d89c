package metallb.adapters.support.apistore;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metallb.adapters.support.apistore.ManagedFields.Entry;
import metallb.adapters.support.apistore.schema.FieldSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who owns what of an object that one manager is about to apply to.
 *
 * @param own what this manager applied before
 * @param others what anybody else owns
 * @param disputed the applied fields that have another value and another owner, each with that owner
 */
record FieldOwners(FieldSet own, Set<List<String>> others, Map<List<String>, Entry> disputed) {
    static FieldOwners of(Target target, ObjectNode old, Map<List<String>, JsonNode> applied, WriteOptions options, Instant now) {
        Map<List<String>, JsonNode> live = ManagedFields.values(target.resource(), old);
        var self = new Entry(options.manager(), "Apply", target.resource().apiVersion(), target.subresource(), "", FieldSet.EMPTY);
        Map<List<String>, Entry> disputed = new LinkedHashMap<>();
        Set<List<String>> others = new LinkedHashSet<>();
        FieldSet own = FieldSet.EMPTY;
        for (Entry entry : ManagedFields.beforeApply(target, old, now)) {
            if (entry.isSameManagerAs(self)) {
                own = entry.fields();
                continue;
            }
            others.addAll(entry.fields().paths());
            applied.forEach((path, value) -> {
                if (entry.fields().paths().contains(path) && !value.equals(live.get(path))) {
                    disputed.put(path, entry);
                }
            });
        }
        return new FieldOwners(own, others, disputed);
    }

    /** What is in dispute and not among these. */
    Map<List<String>, Entry> disputedBut(Set<List<String>> settled) {
        Map<List<String>, Entry> rest = new LinkedHashMap<>(disputed);
        rest.keySet().removeAll(settled);
        return rest;
    }

    /** What this manager no longer names and nobody else owns: it goes. Not what holds something that stays. */
    List<List<String>> released(Set<List<String>> applied) {
        Set<List<String>> kept = new LinkedHashSet<>(applied);
        kept.addAll(others);
        return own.minus(kept).paths().stream().filter(path -> kept.stream().noneMatch(other -> isInside(other, path))).toList();
    }

    static boolean isInside(List<String> path, List<String> outer) {
        return path.size() > outer.size() && path.subList(0, outer.size()).equals(outer);
    }
}
