package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.Resource.Trait.CONDITIONAL_UPDATE;
import static metallb.adapters.support.apistore.Resource.Trait.CREATE_ON_UPDATE;
import static metallb.adapters.support.apistore.Resource.Trait.GENERATION;
import static metallb.adapters.support.apistore.Resource.Trait.IN_ALL;
import static metallb.adapters.support.apistore.Resource.Trait.LABEL_NAMES;
import static metallb.adapters.support.apistore.Resource.Trait.NAMESPACED;
import static metallb.adapters.support.apistore.Resource.Trait.PATH_NAMES;
import static metallb.adapters.support.apistore.Resource.Trait.RETURNS_DELETED;
import static metallb.adapters.support.apistore.Resource.Trait.REVIEW;
import static metallb.adapters.support.apistore.Resource.Trait.SCALE;
import static metallb.adapters.support.apistore.Resource.Trait.STATUS;
import static metallb.adapters.support.apistore.Resource.Trait.STATUS_AT_CREATION;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The resources that the embedded API serves. */
public final class Resources {
    private static final String[] EVENT_FIELDS = {"involvedObject.kind", "involvedObject.namespace", "involvedObject.name",
        "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
        "reason", "reportingComponent", "source", "type"};

    public static final Resource NAMESPACES = Resource.of("v1", "namespaces", "Namespace", Set.of(STATUS, LABEL_NAMES), "ns")
            .selectableBy("status.phase");
    public static final Resource SERVICES = Resource.of("v1", "services", "Service",
            Set.of(NAMESPACED, STATUS, LABEL_NAMES, RETURNS_DELETED, IN_ALL, CREATE_ON_UPDATE), "svc").selectableBy("spec.clusterIP", "spec.type");
    public static final Resource NODES = Resource.of("v1", "nodes", "Node", Set.of(STATUS, STATUS_AT_CREATION), "no")
            .selectableBy("spec.unschedulable");
    public static final Resource CONFIG_MAPS = Resource.of("v1", "configmaps", "ConfigMap", Set.of(NAMESPACED), "cm");
    public static final Resource SECRETS = Resource.of("v1", "secrets", "Secret", Set.of(NAMESPACED)).selectableBy("type");
    public static final Resource SERVICE_ACCOUNTS = Resource.of("v1", "serviceaccounts", "ServiceAccount",
            Set.of(NAMESPACED, RETURNS_DELETED), "sa");
    public static final Resource PODS = Resource.of("v1", "pods", "Pod",
            Set.of(NAMESPACED, STATUS, STATUS_AT_CREATION, RETURNS_DELETED, IN_ALL), "po").selectableBy("spec.nodeName", "spec.restartPolicy",
            "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP", "status.nominatedNodeName");
    public static final Resource CORE_EVENTS = Resource.of("v1", "events", "Event", Set.of(NAMESPACED, CREATE_ON_UPDATE), "ev")
            .selectableBy(EVENT_FIELDS);
    public static final Resource EVENTS = Resource.of("events.k8s.io/v1", "events", "Event",
            Set.of(NAMESPACED, CREATE_ON_UPDATE), "ev").selectableBy("regarding.kind", "regarding.namespace", "regarding.name",
            "regarding.uid", "regarding.apiVersion", "regarding.resourceVersion", "regarding.fieldPath", "reason",
            "reportingController", "type").shaped("events.Event");
    public static final Resource ENDPOINT_SLICES = Resource.of("discovery.k8s.io/v1", "endpointslices", "EndpointSlice",
            Set.of(NAMESPACED, GENERATION));
    public static final Resource LEASES = Resource.of("coordination.k8s.io/v1", "leases", "Lease",
            Set.of(NAMESPACED, CONDITIONAL_UPDATE, CREATE_ON_UPDATE));

    public static final Resource DEPLOYMENTS = Resource.of("apps/v1", "deployments", "Deployment",
            Set.of(NAMESPACED, STATUS, GENERATION, SCALE, IN_ALL), "deploy");
    public static final Resource DAEMON_SETS = Resource.of("apps/v1", "daemonsets", "DaemonSet",
            Set.of(NAMESPACED, STATUS, GENERATION, IN_ALL), "ds");
    public static final Resource NETWORK_POLICIES = Resource.of("networking.k8s.io/v1", "networkpolicies", "NetworkPolicy",
            Set.of(NAMESPACED, GENERATION), "netpol");
    public static final Resource POD_DISRUPTION_BUDGETS = Resource.of("policy/v1", "poddisruptionbudgets", "PodDisruptionBudget",
            Set.of(NAMESPACED, STATUS, GENERATION, PATH_NAMES), "pdb");
    public static final Resource PRIORITY_CLASSES = Resource.of("scheduling.k8s.io/v1", "priorityclasses", "PriorityClass",
            Set.of(GENERATION), "pc");
    public static final Resource ROLES = Resource.of("rbac.authorization.k8s.io/v1", "roles", "Role",
            Set.of(NAMESPACED, PATH_NAMES, CREATE_ON_UPDATE));
    public static final Resource ROLE_BINDINGS = Resource.of("rbac.authorization.k8s.io/v1", "rolebindings", "RoleBinding",
            Set.of(NAMESPACED, PATH_NAMES, CREATE_ON_UPDATE));
    public static final Resource CLUSTER_ROLES = Resource.of("rbac.authorization.k8s.io/v1", "clusterroles", "ClusterRole",
            Set.of(PATH_NAMES, CREATE_ON_UPDATE));
    public static final Resource CLUSTER_ROLE_BINDINGS = Resource.of("rbac.authorization.k8s.io/v1", "clusterrolebindings",
            "ClusterRoleBinding", Set.of(PATH_NAMES, CREATE_ON_UPDATE));
    public static final Resource ACCESS_REVIEWS = Resource.of("authorization.k8s.io/v1", "selfsubjectaccessreviews",
            "SelfSubjectAccessReview", Set.of(REVIEW));
    public static final Resource RULES_REVIEWS = Resource.of("authorization.k8s.io/v1", "selfsubjectrulesreviews",
            "SelfSubjectRulesReview", Set.of(REVIEW));
    public static final Resource SUBJECT_REVIEWS = Resource.of("authentication.k8s.io/v1", "selfsubjectreviews",
            "SelfSubjectReview", Set.of(REVIEW));

    /** All of them, sorted as the server's discovery is: by group in its order of preference, then by plural. */
    public static final List<Resource> ALL = List.of(CONFIG_MAPS, CORE_EVENTS, NAMESPACES, NODES, PODS, SECRETS, SERVICE_ACCOUNTS,
            SERVICES, DAEMON_SETS, DEPLOYMENTS, EVENTS, SUBJECT_REVIEWS, ACCESS_REVIEWS, RULES_REVIEWS, NETWORK_POLICIES,
            POD_DISRUPTION_BUDGETS, CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, ROLE_BINDINGS, ROLES, PRIORITY_CLASSES, LEASES,
            ENDPOINT_SLICES);

    private Resources() {
    }

    public static Optional<Resource> find(String group, String version, String plural) {
        return ALL.stream().filter(each -> each.group().equals(group) && each.version().equals(version)
                && each.plural().equals(plural)).findFirst();
    }

    /** Whether any resource belongs to this group and version. */
    public static boolean serves(String group, String version) {
        return ALL.stream().anyMatch(each -> each.group().equals(group) && each.version().equals(version));
    }
}
