package metallb.adapters.support.apistore.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import metallb.adapters.support.apistore.ApiStore;
import metallb.adapters.support.apistore.CreationGuard;
import metallb.adapters.support.apistore.Request;
import metallb.adapters.support.apistore.Resources;
import metallb.adapters.support.apistore.Response;
import metallb.adapters.support.apistore.Status;
import metallb.adapters.support.apistore.Target;
import metallb.adapters.support.apistore.schema.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands before a store: knows callers by their tokens and lets through what RBAC allows. An open one lets everything
 * through; whoever shows no token is the administrator there. Both write down who did what.
 */
public final class Gate {
    private final boolean guarded;
    private final Tokens tokens;
    private final String administratorToken;
    private final Audit audit = new Audit();

    private Gate(boolean guarded, byte[] key) {
        this.guarded = guarded;
        tokens = new Tokens(key);
        administratorToken = HexFormat.of().formatHex(key);
    }

    /** {@code key}: signs tokens; who knows it is the administrator. */
    public static Gate open(byte[] key) {
        return new Gate(false, key);
    }

    public static Gate guarded(byte[] key) {
        return new Gate(true, key);
    }

    /** One combination that was seen. What was allowed once and refused once is two. */
    public record Seen(String account, String verb, String resource, boolean allowed) {
    }

    /** Who may go on, or the answer to who may not. */
    public sealed interface Passage {
        record Admitted(Account account) implements Passage {
        }

        record Refused(Response response) implements Passage {
        }
    }

    public boolean isGuarded() {
        return guarded;
    }

    /** The bearer token of an account that may do everything. */
    public String administratorToken() {
        return administratorToken;
    }

    /** A token of this service account, which must exist. */
    public String token(ApiStore store, String namespace, String name, Instant now, long seconds) {
        ObjectNode account = store.get(Target.object(Resources.SERVICE_ACCOUNTS, namespace, name)).orElseThrow(() ->
                new IllegalArgumentException("there is no service account " + namespace + "/" + name));
        return tokens.issue(account, Optional.empty(), now, seconds);
    }

    /** Sorted by account, resource and verb; the refused before the allowed. */
    public List<Seen> seen() {
        return audit.seen();
    }

    /**
     * What an account did or tried, with the namespaces and names: of each combination of {@link #seen} the first hundred, sorted
     * as those are.
     *
     * @param account its user name, {@code system:serviceaccount:NAMESPACE:NAME}
     */
    public List<Action> actions(String account) {
        return audit.actions(account);
    }

    /** Whether a call may go on; what was decided about it is written down. */
    public Passage admit(ApiStore store, Request request, Credentials credentials) {
        return admit(store, request, credentials, audit);
    }

    /** The same for a call that is none of the API's but stands beside it: its path must be allowed, and it is not written down. */
    public Passage admitBeside(ApiStore store, Request request, Credentials credentials) {
        return admit(store, request, credentials, new Audit());
    }

    private Passage admit(ApiStore store, Request request, Credentials credentials, Audit notes) {
        Optional<Account> caller = caller(store, credentials, request.now());
        if (caller.isEmpty()) {
            return new Passage.Refused(Response.of(new Status(401, "Unauthorized", "Unauthorized", Optional.empty(), Optional.empty())));
        }
        for (Action becoming : becoming(credentials)) {
            Authorizer.Decision decision = decide(store, caller.get(), becoming, notes);
            if (!decision.allowed()) {
                return new Passage.Refused(forbidden(caller.get(), becoming, decision));
            }
        }
        Account account = credentials.user().isEmpty() ? caller.get() : impersonated(credentials);
        Action action = Action.of(request);
        Authorizer.Decision decision = decide(store, account, action, notes);
        return decision.allowed() ? new Passage.Admitted(account) : new Passage.Refused(forbidden(account, action, decision));
    }

    /** Whether this account may create what its update or apply does not find; what was decided is written down. */
    public CreationGuard creations(ApiStore store, Account account) {
        return object -> {
            Action creation = new Action.OnResource("create", object.resource().group(), object.resource().plural(), object.subresource(),
                    object.namespace(), object.name());
            Authorizer.Decision decision = decide(store, account, creation, audit);
            return decision.allowed() ? Optional.empty() : Optional.of(decision.reason());
        };
    }

    private Authorizer.Decision decide(ApiStore store, Account account, Action action, Audit notes) {
        Authorizer.Decision decision = guarded ? new Authorizer(store).decide(account, action) : new Authorizer.Decision(true, "");
        notes.note(account, action, decision.allowed());
        return decision;
    }

    /** What a caller must be allowed to be taken for another: the account, and each group that it names. */
    private static List<Action> becoming(Credentials credentials) {
        if (credentials.user().isEmpty()) {
            return List.of();
        }
        List<Action> becoming = new ArrayList<>();
        becoming.add(serviceAccount(credentials.user()).<Action>map(account -> new Action.OnResource("impersonate", "", "serviceaccounts", "",
                account.namespace(), account.name())).orElseGet(() -> impersonate("users", credentials.user())));
        credentials.groups().forEach(group -> becoming.add(impersonate("groups", group)));
        return becoming;
    }

    private static Action impersonate(String resource, String name) {
        return new Action.OnResource("impersonate", "", resource, "", "", name);
    }

    private Optional<Account> caller(ApiStore store, Credentials credentials, Instant now) {
        if (credentials.isNone()) {
            return Optional.of(guarded ? Account.ANONYMOUS : Account.ADMINISTRATOR);
        }
        String token = credentials.token();
        if (MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), administratorToken.getBytes(StandardCharsets.UTF_8))) {
            return Optional.of(Account.ADMINISTRATOR);
        }
        Optional<Account> holder = tokens.holder(token, store, now);
        return guarded || holder.isPresent() ? holder : Optional.of(Account.ADMINISTRATOR);
    }

    private static Account impersonated(Credentials credentials) {
        Optional<NamespacedName> account = serviceAccount(credentials.user());
        if (account.isPresent() && credentials.groups().isEmpty()) {
            return Account.ofServiceAccount(account.get().namespace(), account.get().name(), "");
        }
        List<String> groups = new ArrayList<>(credentials.groups());
        groups.add(Account.AUTHENTICATED);
        return new Account(credentials.user(), "", groups);
    }

    private record NamespacedName(String namespace, String name) {
    }

    /** Of which service account this is the user name. */
    private static Optional<NamespacedName> serviceAccount(String user) {
        String[] parts = user.split(":");
        return parts.length == 4 && user.startsWith("system:serviceaccount:") ? Optional.of(new NamespacedName(parts[2], parts[3]))
                : Optional.empty();
    }

    /** The answer to a call about callers; empty for all other calls. */
    public Optional<Response> review(ApiStore store, Request request, Account account) {
        return new Reviews(store, guarded, tokens).answer(request, account);
    }

    private static Response forbidden(Account account, Action action, Authorizer.Decision decision) {
        String who = "User \"" + account.name() + "\" cannot " + action.verb();
        ObjectNode details = Json.object();
        String message = switch (action) {
            case Action.OnPath on -> "forbidden: " + who + " path \"" + on.path() + "\"";
            case Action.OnResource on -> {
                if (!on.name().isEmpty()) {
                    details.put("name", on.name());
                }
                if (!on.group().isEmpty()) {
                    details.put("group", on.group());
                }
                details.put("kind", on.resource());
                yield (on.group().isEmpty() ? on.resource() : on.resource() + "." + on.group())
                        + (on.name().isEmpty() ? "" : " \"" + on.name() + "\"") + " is forbidden: " + who + " resource \"" + on.path()
                        + "\" in API group \"" + on.group() + "\" " + (on.namespace().isEmpty() ? "at the cluster scope"
                                : "in the namespace \"" + on.namespace() + "\"");
            }
        };
        String reason = decision.reason().isEmpty() ? "" : ": " + decision.reason();
        return Response.of(new Status(403, "Forbidden", message + reason, Optional.of(details), Optional.empty()));
    }
}
