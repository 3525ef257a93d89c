package metallb.adapters.kubernetes.official;

import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.CoreV1EventList;
import io.kubernetes.client.openapi.models.EventsV1Event;
import io.kubernetes.client.openapi.models.EventsV1EventList;
import io.kubernetes.client.openapi.models.V1ClusterRole;
import io.kubernetes.client.openapi.models.V1ClusterRoleBinding;
import io.kubernetes.client.openapi.models.V1ClusterRoleBindingList;
import io.kubernetes.client.openapi.models.V1ClusterRoleList;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1DaemonSetList;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentList;
import io.kubernetes.client.openapi.models.V1EndpointSlice;
import io.kubernetes.client.openapi.models.V1EndpointSliceList;
import io.kubernetes.client.openapi.models.V1Lease;
import io.kubernetes.client.openapi.models.V1LeaseList;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NamespaceList;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1NetworkPolicyList;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeList;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudgetList;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubernetes.client.openapi.models.V1PriorityClass;
import io.kubernetes.client.openapi.models.V1PriorityClassList;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1RoleBindingList;
import io.kubernetes.client.openapi.models.V1RoleList;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1SecretList;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1ServiceAccountList;
import io.kubernetes.client.openapi.models.V1ServiceList;
import java.util.List;
import metallb.adapters.support.apistore.Resource;
import metallb.adapters.support.apistore.Resources;

/**
 * A served kind and the client's models of it.
 *
 * @param fields of an object beside its kind and metadata, as JSON in single quotes
 */
record TypedKind<T extends KubernetesObject, L extends KubernetesListObject>(Resource resource, Class<T> type, Class<L> list,
        String fields) {
    private static final String POD = "{'containers':[{'name':'c','image':'i:1','ports':[{'containerPort':80}]}]}";
    private static final String WORKLOAD = "'spec':{'selector':{'matchLabels':{'app':'x'}},'template':{'metadata':{'labels':"
            + "{'app':'x'}},'spec':" + POD + "}}";
    private static final String RULES = "'rules':[{'apiGroups':[''],'resources':['pods'],'verbs':['get']}]";
    private static final String BINDING = "'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole','name':'x'},"
            + "'subjects':[{'kind':'ServiceAccount','name':'x','namespace':'default'}]";

    static final List<TypedKind<?, ?>> ALL = List.of(
            of(Resources.CONFIG_MAPS, V1ConfigMap.class, V1ConfigMapList.class, "'data':{'k':'v'}"),
            of(Resources.CORE_EVENTS, CoreV1Event.class, CoreV1EventList.class, "'involvedObject':{'kind':'Service','name':'web',"
                    + "'namespace':'default'},'reason':'R','message':'m','type':'Normal','count':2,'firstTimestamp':"
                    + "'2026-11-01T10:00:00Z','source':{'component':'c'}"),
            of(Resources.NAMESPACES, V1Namespace.class, V1NamespaceList.class, "'spec':{'finalizers':['kubernetes']}"),
            of(Resources.NODES, V1Node.class, V1NodeList.class, "'spec':{'unschedulable':true,'taints':[{'key':'k','effect':'NoSchedule'}]},"
                    + "'status':{'conditions':[{'type':'Ready','status':'True','lastTransitionTime':'2026-11-01T09:00:00Z'}],"
                    + "'addresses':[{'type':'InternalIP','address':'10.0.0.1'}]}"),
            of(Resources.PODS, V1Pod.class, V1PodList.class, "'spec':" + POD),
            of(Resources.SECRETS, V1Secret.class, V1SecretList.class, "'type':'Opaque','data':{'k':'AAE='}"),
            of(Resources.SERVICE_ACCOUNTS, V1ServiceAccount.class, V1ServiceAccountList.class, "'automountServiceAccountToken':false"),
            of(Resources.SERVICES, V1Service.class, V1ServiceList.class, "'spec':{'type':'LoadBalancer','ports':[{'name':'h','port':80,"
                    + "'targetPort':'http'},{'name':'d','port':53,'protocol':'UDP'}],'loadBalancerSourceRanges':['10.0.0.0/8']}"),
            of(Resources.DAEMON_SETS, V1DaemonSet.class, V1DaemonSetList.class, WORKLOAD),
            of(Resources.DEPLOYMENTS, V1Deployment.class, V1DeploymentList.class, WORKLOAD),
            of(Resources.EVENTS, EventsV1Event.class, EventsV1EventList.class, "'eventTime':'2026-11-01T10:00:00.000001Z','reason':'R',"
                    + "'reportingController':'c','reportingInstance':'c-0','action':'A','type':'Normal','note':'n','regarding':"
                    + "{'kind':'Service','name':'web','namespace':'default'}"),
            of(Resources.NETWORK_POLICIES, V1NetworkPolicy.class, V1NetworkPolicyList.class, "'spec':{'podSelector':{'matchLabels':"
                    + "{'app':'x'}},'policyTypes':['Ingress'],'ingress':[{'ports':[{'port':7472,'protocol':'TCP'}]}]}"),
            of(Resources.POD_DISRUPTION_BUDGETS, V1PodDisruptionBudget.class, V1PodDisruptionBudgetList.class,
                    "'spec':{'minAvailable':'50%','selector':{'matchLabels':{'app':'x'}}}"),
            of(Resources.CLUSTER_ROLE_BINDINGS, V1ClusterRoleBinding.class, V1ClusterRoleBindingList.class, BINDING),
            of(Resources.CLUSTER_ROLES, V1ClusterRole.class, V1ClusterRoleList.class, RULES),
            of(Resources.ROLE_BINDINGS, V1RoleBinding.class, V1RoleBindingList.class, BINDING),
            of(Resources.ROLES, V1Role.class, V1RoleList.class, RULES),
            of(Resources.PRIORITY_CLASSES, V1PriorityClass.class, V1PriorityClassList.class, "'value':5,'description':'d'"),
            of(Resources.LEASES, V1Lease.class, V1LeaseList.class, "'spec':{'holderIdentity':'me','leaseDurationSeconds':15,"
                    + "'renewTime':'2026-11-01T10:00:00.000001Z'}"),
            of(Resources.ENDPOINT_SLICES, V1EndpointSlice.class, V1EndpointSliceList.class, "'addressType':'IPv4','ports':[{'name':'',"
                    + "'port':80,'protocol':'TCP'}],'endpoints':[{'addresses':['10.244.1.1'],'conditions':{'ready':true},'nodeName':'n1'}]"));

    private static <T extends KubernetesObject, L extends KubernetesListObject> TypedKind<T, L> of(Resource resource, Class<T> type,
            Class<L> list, String fields) {
        return new TypedKind<>(resource, type, list, fields);
    }

    String namespace() {
        return resource.namespaced() ? "default" : "";
    }

    /** As a user writes it. */
    String written() {
        return ("{'apiVersion':'" + resource.apiVersion() + "','kind':'" + resource.kind() + "','metadata':{'name':'x'"
                + (resource.namespaced() ? ",'namespace':'default'" : "") + "}," + fields + "}").replace('\'', '"');
    }

    @Override
    public String toString() {
        return resource.kind() + " " + resource.apiVersion();
    }
}
