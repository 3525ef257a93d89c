package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.Invalid.assertInvalid;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server refuses in Leases, budgets, priorities, roles and bindings, in its own words. */
class KindValidationTest {
    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";

    private final World world = new World();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'leaseDurationSeconds':0}   | Invalid spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0
            {'leaseDurationSeconds':-1,'leaseTransitions':-1} | Invalid spec.leaseDurationSeconds: Invalid value: -1: must be greater than 0 ;; Invalid spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0
            {'strategy':'Mine'}          | NotSupported spec.strategy.strategy: Unsupported value: "Mine": supported values: "OldestEmulationVersion"
            {'strategy':'a/b c'}         | Invalid spec.strategy.strategy: Invalid value: "a/b c": name part <KEY>
            {'preferredHolder':'a'}      | Forbidden spec.preferredHolder: Forbidden: may only be specified if `strategy` is defined
            """)
    void refusesALease(String spec, String causes) {
        String leases = "/apis/coordination.k8s.io/v1/namespaces/rec/leases";
        assertInvalid("Lease.coordination.k8s.io", "a", causes, world.post(leases, "{'metadata':{'name':'a'},'spec':" + spec + "}"));
        world.post(leases, "{'metadata':{'name':'a'}}");
        assertInvalid("Lease.coordination.k8s.io", "a", causes, world.merge(leases + "/a", "{'spec':" + spec + "}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'minAvailable':1,'maxUnavailable':'50%'} | Invalid spec: Invalid value: {"MinAvailable":1,"Selector":null,"MaxUnavailable":"50%","UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set
            {'minAvailable':-1}                       | Invalid spec.minAvailable: Invalid value: -1: must be greater than or equal to 0
            {'minAvailable':'some'}                   | Invalid spec.minAvailable: Invalid value: some: <SHARE>
            {'maxUnavailable':'101%'}                 | Invalid spec.maxUnavailable: Invalid value: 101%: must not be greater than 100%
            {'maxUnavailable':'1000000000000%'}       | Invalid spec.maxUnavailable: Invalid value: 1000000000000%: must not be greater than 100%
            {'selector':{'matchLabels':{'a':'-'}}}    | Invalid spec.selector.matchLabels: Invalid value: "-": <VALUE>
            {'selector':{'matchExpressions':[{'key':'a','operator':'Is'}]}} | Invalid spec.selector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator
            {'selector':{'matchExpressions':[{'key':'a b','operator':'In'}]}} | Required spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn' ;; Invalid spec.selector.matchExpressions[0].key: Invalid value: "a b": name part <KEY>
            {'selector':{'matchExpressions':[{'key':'a','operator':'Exists','values':['b']}]}} | Forbidden spec.selector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'
            {'unhealthyPodEvictionPolicy':'Never'}    | NotSupported spec.unhealthyPodEvictionPolicy: Unsupported value: "Never": supported values: "AlwaysAllow", "IfHealthyBudget"
            """)
    void refusesABudget(String spec, String causes) {
        assertInvalid("PodDisruptionBudget.policy", "a", causes, world.post("/apis/policy/v1/namespaces/rec/poddisruptionbudgets",
                "{'metadata':{'name':'a'},'spec':" + spec + "}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            system-mine          | 'value':1          | Forbidden metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known system priority class
            system-node-critical | 'value':1          | Forbidden metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: value of system-node-critical PriorityClass must be 2000001000
            system-node-critical | 'value':2000001000,'globalDefault':true | Forbidden metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: globalDefault of system-node-critical PriorityClass must be false
            a                    | 'value':1000000001 | Forbidden value: Forbidden: maximum allowed value of a user defined priority is 1000000000
            a                    | 'value':1,'preemptionPolicy':'Always' | NotSupported preemptionPolicy: Unsupported value: "Always": supported values: "PreemptLowerPriority", "Never"
            """)
    void refusesAPriority(String name, String fields, String causes) {
        assertInvalid("PriorityClass.scheduling.k8s.io", name, causes, world.post("/apis/scheduling.k8s.io/v1/priorityclasses",
                "{'metadata':{'name':'" + name + "'}," + fields + "}"));
    }

    @Test
    void keepsAPriorityAsItIs() {
        String classes = "/apis/scheduling.k8s.io/v1/priorityclasses";
        assertEquals(201, world.post(classes, "{'metadata':{'name':'system-node-critical'},'value':2000001000}").code());
        world.post(classes, "{'metadata':{'name':'a'},'value':1}");
        assertInvalid("PriorityClass.scheduling.k8s.io", "a", "Forbidden value: Forbidden: may not be changed in an update. ;; "
                + "Invalid preemptionPolicy: Invalid value: \"Never\": field is immutable",
                world.merge(classes + "/a", "{'value':2,'preemptionPolicy':'Never'}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            namespaces/rec/roles | Role        | {'apiGroups':[''],'resources':['pods']} | Required rules[0].verbs: Required value: verbs must contain at least one value
            namespaces/rec/roles | Role        | {'verbs':['get']} | Required rules[0].apiGroups: Required value: resource rules must supply at least one api group ;; Required rules[0].resources: Required value: resource rules must supply at least one resource
            namespaces/rec/roles | Role        | {'verbs':['get'],'nonResourceURLs':['/a']} | Invalid rules[0].nonResourceURLs: Invalid value: ["/a"]: namespaced rules cannot apply to non-resource URLs
            clusterroles         | ClusterRole | {'verbs':['get'],'nonResourceURLs':['/a'],'resources':['pods']} | Invalid rules[0].nonResourceURLs: Invalid value: ["/a"]: rules cannot apply to both regular resources and non-resource URLs
            clusterroles         | ClusterRole | {'verbs':[],'nonResourceURLs':['/a']} | Required rules[0].verbs: Required value: verbs must contain at least one value
            """)
    void refusesARole(String path, String kind, String rule, String causes) {
        assertInvalid(kind + ".rbac.authorization.k8s.io", "a:b", causes,
                world.post(RBAC + path, "{'metadata':{'name':'a:b'},'rules':[" + rule + "]}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            namespaces/rec/rolebindings | RoleBinding        | {'kind':'Node','name':'r'}        |              | NotSupported roleRef.kind: Unsupported value: "Node": supported values: "Role", "ClusterRole"
            clusterrolebindings         | ClusterRoleBinding | {'kind':'Role','name':'r'}        |              | NotSupported roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"
            clusterrolebindings         | ClusterRoleBinding | {'kind':'ClusterRole'}            |              | Required roleRef.name: Required value
            clusterrolebindings         | ClusterRoleBinding | {'kind':'ClusterRole','name':'a/b','apiGroup':'x'} |  | NotSupported roleRef.apiGroup: Unsupported value: "x": supported values: "rbac.authorization.k8s.io" ;; Invalid roleRef.name: Invalid value: "a/b": may not contain '/'
            clusterrolebindings         | ClusterRoleBinding | {'kind':'ClusterRole','name':'r'} | {'kind':'ServiceAccount','name':'s'} | Required subjects[0].namespace: Required value
            namespaces/rec/rolebindings | RoleBinding        | {'kind':'Role','name':'r'}        | {'kind':'ServiceAccount','name':'S_','apiGroup':'x'} | Invalid subjects[0].name: Invalid value: "S_": <SUBDOMAIN> ;; NotSupported subjects[0].apiGroup: Unsupported value: "x": supported values: ""
            namespaces/rec/rolebindings | RoleBinding        | {'kind':'Role','name':'r'}        | {'kind':'User'} | Required subjects[0].name: Required value ;; Invalid subjects[0].name: Invalid value: "": user name cannot be empty
            namespaces/rec/rolebindings | RoleBinding        | {'kind':'Role','name':'r'}        | {'kind':'Robot','name':'r'} | NotSupported subjects[0].kind: Unsupported value: "Robot": supported values: "ServiceAccount", "User", "Group"
            """)
    void refusesABinding(String path, String kind, String role, String subject, String causes) {
        assertInvalid(kind + ".rbac.authorization.k8s.io", "a", causes, world.post(RBAC + path, "{'metadata':{'name':'a'},'roleRef':" + role
                + ",'subjects':[" + (subject == null ? "" : subject) + "]}"));
    }
}
