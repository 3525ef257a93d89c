package metallb.bootstrap.scenario.command;

import java.util.ArrayList;
import java.util.List;
import metallb.adapters.support.apistore.Resource;
import metallb.bootstrap.scenario.world.World;
import metallb.domain.cluster.ObjectKey;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code apply}: the manifests below are applied in order, as {@code kubectl apply --server-side} does. */
record Apply(List<Manifest> manifests) implements Command {
    private static final YAMLMapper YAML = new YAMLMapper();

    private record Manifest(Resource resource, ObjectKey key, ObjectNode json) {}

    static Apply parse(Arguments arguments) throws Refusal {
        arguments.endOfWords();
        List<Manifest> manifests = new ArrayList<>();
        for (JsonNode document : documents(arguments.body())) {
            if (!document.isMissingNode() && !document.isNull()) {
                manifests.add(manifest(document));
            }
        }
        return new Apply(manifests);
    }

    @Override
    public List<String> run(World world) {
        return manifests.stream()
                .map(manifest -> world.cluster().apply(manifest.resource(), manifest.key(), manifest.json())).toList();
    }

    private static List<JsonNode> documents(String text) throws Refusal {
        List<JsonNode> documents = new ArrayList<>();
        try (JsonParser parser = YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                documents.add(parser.readValueAsTree());
            }
            return documents;
        } catch (JacksonException e) {
            throw new Refusal("not YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static Manifest manifest(JsonNode document) throws Refusal {
        if (!(document instanceof ObjectNode json)) {
            throw new Refusal("a manifest is a mapping, not " + document);
        }
        Resource resource = Kinds.resource(json.path("apiVersion").asString(""), json.path("kind").asString(""));
        JsonNode metadata = json.path("metadata");
        String name = Arguments.name("metadata.name", metadata.path("name").asString(""));
        String namespace = resource.namespaced()
                ? Arguments.name("metadata.namespace", metadata.path("namespace").asString("default")) : "";
        return new Manifest(resource, new ObjectKey(namespace, name), json);
    }
}
