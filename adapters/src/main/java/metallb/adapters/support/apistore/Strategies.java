package metallb.adapters.support.apistore;

import java.util.Map;

/** Which strategy each kind has. */
final class Strategies {
    private final Map<String, Strategy> byStorage;

    Strategies(Identities identities) {
        byStorage = Map.ofEntries(of(Resources.SERVICES, new ServiceStrategy(new ServiceAllocation(identities))),
                of(Resources.NAMESPACES, new NamespaceStrategy()), of(Resources.CONFIG_MAPS, new ConfigMapStrategy()),
                of(Resources.SECRETS, new SecretStrategy()), of(Resources.SERVICE_ACCOUNTS, Strategy.looking(MetadataValidation.Look.BOTH)),
                of(Resources.CORE_EVENTS, new EventStrategy()), of(Resources.ENDPOINT_SLICES, new EndpointSliceStrategy()),
                of(Resources.LEASES, new LeaseStrategy()), of(Resources.PODS, new PodStrategy()),
                of(Resources.DEPLOYMENTS, new DeploymentStrategy()), of(Resources.DAEMON_SETS, new DaemonSetStrategy()),
                of(Resources.POD_DISRUPTION_BUDGETS, new DisruptionBudgetStrategy()),
                of(Resources.PRIORITY_CLASSES, new PriorityClassStrategy()), of(Resources.NETWORK_POLICIES, new NetworkPolicyStrategy()),
                of(Resources.ROLES, new RoleStrategy()), of(Resources.CLUSTER_ROLES, new RoleStrategy()),
                of(Resources.ROLE_BINDINGS, new BindingStrategy()), of(Resources.CLUSTER_ROLE_BINDINGS, new BindingStrategy()));
    }

    private static Map.Entry<String, Strategy> of(Resource resource, Strategy strategy) {
        return Map.entry(resource.storage(), strategy);
    }

    Strategy of(Resource resource) {
        return byStorage.getOrDefault(resource.storage(), Strategy.PLAIN);
    }
}
