package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.node.ObjectNode;

/** Lists: in the order of keys, in pages of one revision, selected. */
final class Reader {
    private static final String TOKEN_EXPIRED = "The provided continue parameter is too old to display a consistent list result. You "
            + "can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder "
            + "of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, "
            + "or deleted between the time the first chunk was returned and now may show up in the list.";

    private final Registry registry;

    Reader(Registry registry) {
        this.registry = registry;
    }

    /** A page, or why there is none. */
    sealed interface Listed {
        /**
         * One page.
         *
         * @param objects as they are kept: not to be changed
         * @param next the token of the next page; empty on the last
         * @param remaining how many objects follow; -1 where a selector makes that unknown
         */
        record Page(List<ObjectNode> objects, long revision, String next, long remaining) implements Listed {
        }

        record Refused(Status status) implements Listed {
        }
    }

    Listed list(Target collection, ListOptions options) {
        long current = registry.revision();
        long version = options.resourceVersion().isEmpty() ? 0 : Long.parseLong(options.resourceVersion());
        if (!options.token().isEmpty()) {
            return next(collection, options);
        }
        if (version > current) {
            return new Listed.Refused(Status.tooLargeVersion(version, current));
        }
        // a page of a version means just that version, also for who does not say how he means it
        boolean exact = options.match().equals("Exact") || options.match().isEmpty() && options.limit() > 0 && version > 0;
        if (exact && version < registry.forgotten()) {
            return new Listed.Refused(Status.expired("The resourceVersion for the provided list is too old."));
        }
        // from the server's cache (resourceVersion=0) the whole list comes at once
        boolean whole = options.resourceVersion().equals("0") && !exact;
        return page(collection, options, exact ? version : current, "", whole ? 0 : options.limit());
    }

    private Listed next(Target collection, ListOptions options) {
        return switch (ContinueToken.read(options.token())) {
            case ContinueToken.Reading.Refused(String why) -> new Listed.Refused(Status.badRequest(
                    "invalid continue token: continue key is not valid: " + why));
            case ContinueToken.Reading.Read(ContinueToken token) -> next(collection, options, token);
        };
    }

    private Listed next(Target collection, ListOptions options, ContinueToken token) {
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals("0")) {
            return new Listed.Refused(Status.badRequest("specifying resource version is not allowed when using continue"));
        }
        if (token.revision() < 0 || token.revision() > registry.revision()) {
            return page(collection, options, registry.revision(), token.after(), options.limit());
        }
        if (token.revision() < registry.forgotten()) {
            Status expired = Status.expired(TOKEN_EXPIRED);
            return new Listed.Refused(new Status(expired.code(), expired.reason(), expired.message(), expired.details(),
                    Optional.of(new ContinueToken(-1, token.after()).text())));
        }
        return page(collection, options, token.revision(), token.after(), options.limit());
    }

    private Listed page(Target collection, ListOptions options, long revision, String after, long limit) {
        Resource resource = collection.resource();
        String prefix = collection.namespace().isEmpty() ? "" : collection.namespace() + "/";
        SortedMap<String, ObjectNode> all = revision == registry.revision() ? registry.list(resource.storage(), prefix)
                : registry.listAt(resource.storage(), prefix, revision);
        SortedMap<String, ObjectNode> rest = after.isEmpty() ? all : all.tailMap(prefix + after + "\0");
        List<ObjectNode> objects = new ArrayList<>();
        String last = "";
        long seen = 0;
        for (var entry : rest.entrySet()) {
            if (limit > 0 && objects.size() == limit) {
                String token = new ContinueToken(revision, last.substring(prefix.length())).text();
                return new Listed.Page(objects, revision, token, options.isEverything() ? rest.size() - seen : -1);
            }
            seen++;
            last = entry.getKey();
            if (options.matches(resource, entry.getValue())) {
                objects.add(entry.getValue());
            }
        }
        return new Listed.Page(objects, revision, "", 0);
    }

    /** Where etcd has the objects of this resource; the server's texts show it. */
    static String path(Resource resource) {
        return switch (resource.plural()) {
            case "services" -> "services/specs";
            case "nodes" -> "minions";
            default -> resource.plural();
        };
    }
}
