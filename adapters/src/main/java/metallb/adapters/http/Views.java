package metallb.adapters.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import metallb.domain.cluster.ObjectKey;
import metallb.domain.core.Answer;
import metallb.domain.core.Query;
import metallb.domain.net.Prefix;
import metallb.domain.route.RouteKey;
import metallb.ports.question.Questions;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the core knows, as JSON: {@code /api/v1/services}, {@code /sessions}, {@code /routes}. Long answers come in
 * pages; {@code next} is there where more follows, and is what {@code ?after=} wants.
 */
record Views(Questions questions, Duration patience) {
    private static final JsonMapper JSON = new JsonMapper();

    Reply services(String query) {
        try {
            Page<ObjectKey> page = Page.of(query, Views::objectKey);
            return ask(new Query.Services(page.after(), page.limit()));
        } catch (Page.Wrong e) {
            return error(400, e.getMessage());
        }
    }

    Reply sessions() {
        return ask(new Query.Sessions());
    }

    Reply routes(String query) {
        try {
            Page<RouteKey> page = Page.of(query, Views::routeKey);
            return ask(new Query.Routes(page.after(), page.limit()));
        } catch (Page.Wrong e) {
            return error(400, e.getMessage());
        }
    }

    static Reply error(int status, String why) {
        return reply(status, JsonNodeFactory.instance.objectNode().put("error", why));
    }

    private Reply ask(Query query) {
        return switch (questions.ask(query, patience)) {
            case Questions.Reply.Answered(Answer answer) -> shown(answer);
            case Questions.Reply.Late() -> error(503, "the core does not answer");
            case Questions.Reply.Busy() -> error(503, "too many questions wait");
        };
    }

    private static Reply shown(Answer answer) {
        return switch (answer) {
            case Answer.Services(List<Answer.ServiceRow> rows, boolean more) -> services(rows, more);
            case Answer.Sessions(List<Answer.SessionRow> rows) -> sessions(rows);
            case Answer.Routes(List<Answer.RouteRow> rows, boolean more) -> routes(rows, more);
            case Answer.StandsBy(String who) -> error(503, who);
            case Answer.NotHere _, Answer.Health _, Answer.Metrics _ ->
                    error(404, "this process knows nothing of that");
        };
    }

    private static Reply services(List<Answer.ServiceRow> rows, boolean more) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode services = json.putArray("services");
        for (Answer.ServiceRow row : rows) {
            ObjectNode service = services.addObject().put("service", row.service().toString());
            ArrayNode addresses = service.putArray("addresses");
            row.addresses().forEach(address -> addresses.add(address.toString()));
            service.put("outcome", row.outcome()).put("text", row.text());
        }
        if (more && !rows.isEmpty()) {
            json.put("next", rows.getLast().service().toString());
        }
        return reply(200, json);
    }

    private static Reply sessions(List<Answer.SessionRow> rows) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode sessions = json.putArray("sessions");
        for (Answer.SessionRow row : rows) {
            sessions.addObject().put("peer", row.peer()).put("state", row.state()).put("text", row.text())
                    .put("routes", row.routes());
        }
        return reply(200, json);
    }

    private static Reply routes(List<Answer.RouteRow> rows, boolean more) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode routes = json.putArray("routes");
        for (Answer.RouteRow row : rows) {
            ObjectNode route = routes.addObject().put("prefix", row.key().toString());
            ArrayNode paths = route.putArray("paths");
            for (Answer.Path path : row.paths()) {
                ObjectNode shown = paths.addObject().put("from", path.from())
                        .put("nextHop", path.nextHop().toString()).put("asPath", path.asPath())
                        .put("origin", path.origin().toString());
                path.localPreference().ifPresent(value -> shown.put("localPreference", value));
                ArrayNode communities = shown.putArray("communities");
                path.communities().forEach(communities::add);
            }
        }
        if (more && !rows.isEmpty()) {
            json.put("next", rows.getLast().key().toString());
        }
        return reply(200, json);
    }

    private static Reply reply(int status, ObjectNode json) {
        return Reply.json(status, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    private static Optional<ObjectKey> objectKey(String text) {
        int slash = text.indexOf('/');
        return slash <= 0 || slash == text.length() - 1
                ? Optional.empty()
                : Optional.of(new ObjectKey(text.substring(0, slash), text.substring(slash + 1)));
    }

    /** {@code 192.0.2.1/32}, and {@code #id} where there is a path id, as a key prints itself. */
    private static Optional<RouteKey> routeKey(String text) {
        int mark = text.indexOf('#');
        String id = mark < 0 ? "0" : text.substring(mark + 1);
        if (!id.matches("[0-9]{1,10}") || Long.parseLong(id) >>> 32 != 0) {
            return Optional.empty();
        }
        return Prefix.parse(mark < 0 ? text : text.substring(0, mark))
                .map(prefix -> new RouteKey(prefix.family(), prefix, Long.parseLong(id)));
    }
}
