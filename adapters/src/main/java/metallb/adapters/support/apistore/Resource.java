package metallb.adapters.support.apistore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import metallb.adapters.support.apistore.schema.Schema;
import metallb.adapters.support.apistore.schema.Schemas;

/**
 * One row of the API: what a path's group, version and plural mean and how the server treats such objects.
 *
 * @param group empty for the core group
 * @param storage under which name its objects are kept; two resources with one storage show the same objects
 * @param traits what sets it apart from the common case
 * @param fields what field selectors may ask for beside name and namespace
 */
public record Resource(String group, String version, String plural, String kind, String storage, Set<Trait> traits,
                       List<String> shortNames, Set<String> fields, Schema.Struct schema) {
    public Resource {
        traits = Set.copyOf(traits);
        shortNames = List.copyOf(shortNames);
        fields = Set.copyOf(fields);
    }

    /** How a resource differs from a cluster-wide one that has only metadata. */
    public enum Trait {
        NAMESPACED,
        /** Has {@code /status}, and status is written only there. */
        STATUS,
        /** Status may be given at creation (a kubelet registers its node so). */
        STATUS_AT_CREATION,
        /** Names are DNS labels (RFC 1123), not subdomains. */
        LABEL_NAMES,
        /** metadata.generation counts changes of anything but metadata. */
        GENERATION,
        /** PUT without a resourceVersion is refused. */
        CONDITIONAL_UPDATE,
        /** PUT of what is not there creates it. */
        CREATE_ON_UPDATE,
        /** DELETE answers with the object and not with a Status. */
        RETURNS_DELETED,
        /** Belongs to {@code kubectl get all}. */
        IN_ALL,
        /** Has {@code /scale}. */
        SCALE,
        /** Names are anything that may stand in a path ({@code system:masters}). */
        PATH_NAMES,
        /** Is asked and not kept: it can only be created, and whoever knows the caller answers. */
        REVIEW
    }

    static Resource of(String groupVersion, String plural, String kind, Set<Trait> traits, String... shortNames) {
        int slash = groupVersion.indexOf('/');
        String group = slash < 0 ? "" : groupVersion.substring(0, slash);
        return new Resource(group, groupVersion.substring(slash + 1), plural, kind, plural, traits, List.of(shortNames),
                Set.of(), Schemas.named(kind));
    }

    Resource selectableBy(String... more) {
        return new Resource(group, version, plural, kind, storage, traits, shortNames, Set.of(more), schema);
    }

    Resource shaped(String schemaName) {
        return new Resource(group, version, plural, kind, storage, traits, shortNames, fields, Schemas.named(schemaName));
    }

    /** The resource under which the objects are kept; the server's refusals name it (core events, for both). */
    public Resource owner() {
        return Resources.ALL.stream().filter(each -> each.storage().equals(storage)).findFirst().orElse(this);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    public boolean namespaced() {
        return is(Trait.NAMESPACED);
    }

    /** {@code v1} or {@code group/version}, as in apiVersion. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    public String singular() {
        return kind.toLowerCase(Locale.ROOT);
    }

    /** Beside the resource itself, sorted by name. */
    public List<Subresource> subresources() {
        List<Subresource> all = new ArrayList<>();
        if (plural.equals("namespaces")) {
            all.add(new Subresource("finalize", "", "", kind, List.of("update")));
        }
        if (is(Trait.SCALE)) {
            all.add(new Subresource("scale", "autoscaling", "v1", "Scale", List.of("get", "patch", "update")));
        }
        if (is(Trait.STATUS)) {
            all.add(new Subresource("status", "", "", kind, List.of("get", "patch", "update")));
        }
        if (plural.equals("serviceaccounts")) {
            all.add(new Subresource("token", "authentication.k8s.io", "v1", "TokenRequest", List.of("create")));
        }
        return all;
    }

    /** A part of an object with a path of its own. {@code group} and {@code version}: empty where they are the resource's. */
    public record Subresource(String name, String group, String version, String kind, List<String> verbs) {
        public Subresource {
            verbs = List.copyOf(verbs);
        }
    }

    /** {@code services} or {@code leases.coordination.k8s.io}, as in the server's messages. */
    public String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** {@code Service} or {@code Lease.coordination.k8s.io}, as in the server's messages. */
    public String qualifiedKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }
}
