package metallb.bootstrap.scenario.command;

import java.util.Comparator;
import java.util.List;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.schema.Json;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import tools.jackson.databind.node.ObjectNode;

/** {@code events service default/nginx}: what {@code kubectl describe} shows of it, oldest first. */
record ShowEvents(Resource resource, ObjectKey key) implements Command {
    static ShowEvents parse(Arguments arguments) throws Refusal {
        Resource resource = Kinds.resource(arguments.next("KIND"));
        ObjectKey key = resource.namespaced() ? arguments.key() : ObjectKey.ofCluster(arguments.name("NAME"));
        arguments.end();
        return new ShowEvents(resource, key);
    }

    @Override
    public List<String> run(World world) {
        String namespace = key.namespace().isEmpty() ? "default" : key.namespace();
        List<String> lines = world.cluster().list(Resources.EVENTS, namespace).stream()
                .filter(event -> Json.text(event, "regarding", "kind").equals(resource.kind())
                        && Json.text(event, "regarding", "name").equals(key.name()))
                .sorted(Comparator.comparing((ObjectNode event) -> Json.text(event, "eventTime"))
                        .thenComparing(ShowEvents::line))
                .map(ShowEvents::line).toList();
        return lines.isEmpty() ? List.of("no events") : lines;
    }

    private static String line(ObjectNode event) {
        long count = Json.number(event, "series", "count");
        return Json.text(event, "type") + " " + Json.text(event, "reason") + (count > 1 ? " (x" + count + ")" : "")
                + " from " + Json.text(event, "reportingController") + "/" + Json.text(event, "reportingInstance")
                + ": " + Json.text(event, "note").replaceAll("\\R+", " / ");
    }
}
