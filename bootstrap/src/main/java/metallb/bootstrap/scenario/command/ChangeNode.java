package metallb.bootstrap.scenario.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.schema.Json;
import metallb.bootstrap.scenario.world.Who;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code node a label=KEY networkUnavailable=true}: changes the node's object, as its kubelet and operators do. */
record ChangeNode(String name, Optional<String> label, Optional<String> unlabel, Optional<Boolean> networkUnavailable,
        Optional<Boolean> ready) implements Command {
    static ChangeNode parse(Arguments arguments) throws Refusal {
        String name = arguments.name("NODE");
        Options options = new Options(arguments, "label", "unlabel", "networkUnavailable", "ready");
        if (options.isEmpty()) {
            throw new Refusal("what is to change is missing");
        }
        arguments.end();
        return new ChangeNode(name, options.get("label"), options.get("unlabel"), options.truth("networkUnavailable"),
                options.truth("ready"));
    }

    @Override
    public List<String> run(World world) throws Refusal {
        Present.known(world, Who.speaker(name));
        List<String> lines = new ArrayList<>();
        ObjectKey key = ObjectKey.ofCluster(name);
        if (label.isPresent() || unlabel.isPresent()) {
            lines.add(world.cluster().patch(Resources.NODES, key, "", labels()));
        }
        if (networkUnavailable.isPresent() || ready.isPresent()) {
            ObjectNode node = world.cluster().get(Resources.NODES, key)
                    .orElseThrow(() -> new Refusal("the node's object was deleted"));
            lines.add(world.cluster().patch(Resources.NODES, key, "status", conditions(node)));
        }
        return lines;
    }

    private ObjectNode labels() {
        ObjectNode patch = Json.object();
        ObjectNode labels = patch.putObject("metadata").putObject("labels");
        unlabel.ifPresent(labels::putNull);
        label.ifPresent(text -> {
            int equals = text.indexOf('=');
            labels.put(equals < 0 ? text : text.substring(0, equals), equals < 0 ? "" : text.substring(equals + 1));
        });
        return patch;
    }

    /** A merge patch replaces the whole list, so the conditions that stay are in it. */
    private ObjectNode conditions(ObjectNode node) {
        ObjectNode patch = Json.object();
        ArrayNode conditions = patch.putObject("status").putArray("conditions");
        for (JsonNode condition : Json.list(node, "status", "conditions")) {
            String type = Json.text(condition, "type");
            boolean isReplaced = type.equals("NetworkUnavailable") && networkUnavailable.isPresent()
                    || type.equals("Ready") && ready.isPresent();
            if (!isReplaced) {
                conditions.add(condition);
            }
        }
        networkUnavailable.ifPresent(truth -> condition(conditions, "NetworkUnavailable", truth));
        ready.ifPresent(truth -> condition(conditions, "Ready", truth));
        return patch;
    }

    private static void condition(ArrayNode conditions, String type, boolean truth) {
        conditions.addObject().put("type", type).put("status", truth ? "True" : "False");
    }
}
