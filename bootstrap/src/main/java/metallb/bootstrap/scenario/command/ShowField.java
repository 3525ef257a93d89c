package metallb.bootstrap.scenario.command;

import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.Resource;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code get service default/nginx /spec/type}: one field of an object, by its JSON pointer (RFC 6901). */
record ShowField(Resource resource, ObjectKey key, JsonPointer pointer) implements Command {
    static ShowField parse(Arguments arguments) throws Refusal {
        Resource resource = Kinds.resource(arguments.next("KIND"));
        ObjectKey key = resource.namespaced() ? arguments.key() : ObjectKey.ofCluster(arguments.name("NAME"));
        String pointer = arguments.next("POINTER");
        arguments.end();
        if (!pointer.startsWith("/")) {
            throw new Refusal("\"" + pointer + "\" is no JSON pointer such as /spec/type");
        }
        return new ShowField(resource, key, JsonPointer.compile(pointer));
    }

    @Override
    public List<String> run(World world) {
        Optional<ObjectNode> object = world.cluster().get(resource, key);
        if (object.isEmpty()) {
            return List.of("there is no " + resource.singular() + " " + key);
        }
        JsonNode field = object.get().at(pointer);
        String text = field.isMissingNode() ? "" : field.isString() ? field.stringValue() : field.toString();
        // a transcript's output holds no empty line
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? List.of("nothing") : lines;
    }
}
