package metallb.adapters.support.apistore.schema;

import java.util.Map;

/**
 * The kinds that the embedded API knows, as one text: a struct's name at the margin, its fields below, indented, each
 * with a type and marks. {@code !} always written, {@code ?} zero differs from absent, {@code atomic} one owner,
 * {@code key=} list keys of server-side apply, {@code merge=} list key of strategic merge patches, {@code set}.
 * A struct marked {@code atomic} has one owner as a whole.
 * Source: the field order, keys and patch marks of the published Kubernetes API reference.
 */
public final class Schemas {
    private static final String TEXT = """
            ObjectMeta
              name string
              generateName string
              namespace string
              selfLink string
              uid string
              resourceVersion string
              generation int64
              creationTimestamp time
              deletionTimestamp time
              deletionGracePeriodSeconds int64 ?
              labels map[string]
              annotations map[string]
              ownerReferences []OwnerReference key=uid merge=uid
              finalizers []string set
              managedFields []ManagedFieldsEntry
            OwnerReference
              apiVersion string !
              kind string !
              name string !
              uid string !
              controller bool ?
              blockOwnerDeletion bool ?
            ManagedFieldsEntry
              manager string
              operation string
              apiVersion string
              time time
              fieldsType string
              fieldsV1 any
              subresource string
            DeleteOptions
              gracePeriodSeconds int64 ?
              preconditions Preconditions
              orphanDependents bool ?
              propagationPolicy string ?
              dryRun []string
              ignoreStoreReadErrorWithClusterBreakingPotential bool ?
            Preconditions
              uid string ?
              resourceVersion string ?
            Condition
              type string !
              status string !
              observedGeneration int64
              lastHeartbeatTime time
              lastTransitionTime time !
              reason string !
              message string !
            Namespace
              metadata ObjectMeta !
              spec NamespaceSpec !
              status NamespaceStatus !
            NamespaceSpec
              finalizers []string
            NamespaceStatus
              phase string
              conditions []Condition key=type merge=type
            Service
              metadata ObjectMeta !
              spec ServiceSpec !
              status ServiceStatus !
            ServiceSpec
              ports []ServicePort key=port,protocol merge=port
              selector map[string] atomic
              clusterIP string
              clusterIPs []string
              type string
              externalIPs []string
              sessionAffinity string
              loadBalancerIP string
              loadBalancerSourceRanges []string
              externalName string
              externalTrafficPolicy string
              healthCheckNodePort int32
              publishNotReadyAddresses bool
              sessionAffinityConfig SessionAffinityConfig
              ipFamilies []string
              ipFamilyPolicy string ?
              allocateLoadBalancerNodePorts bool ?
              loadBalancerClass string ?
              internalTrafficPolicy string ?
              trafficDistribution string ?
            ServicePort
              name string
              protocol string
              appProtocol string ?
              port int32 !
              targetPort intOrString
              nodePort int32
            SessionAffinityConfig
              clientIP ClientIPConfig
            ClientIPConfig
              timeoutSeconds int32 ?
            ServiceStatus
              loadBalancer LoadBalancerStatus !
              conditions []Condition key=type merge=type
            LoadBalancerStatus
              ingress []LoadBalancerIngress
            LoadBalancerIngress
              ip string
              hostname string
              ipMode string ?
              ports []PortStatus
            PortStatus
              port int32 !
              protocol string !
              error string ?
            Node
              metadata ObjectMeta !
              spec NodeSpec !
              status NodeStatus !
            NodeSpec
              podCIDR string
              podCIDRs []string set
              providerID string
              unschedulable bool
              taints []Taint
              configSource any
              externalID string
            Taint
              key string !
              value string
              effect string !
              timeAdded time
            NodeStatus
              capacity map[any]
              allocatable map[any]
              phase string
              conditions []NodeCondition key=type merge=type
              addresses []NodeAddress key=type merge=type
              daemonEndpoints NodeDaemonEndpoints !
              nodeInfo NodeSystemInfo !
              images any
              volumesInUse any
              volumesAttached any
              config any
              runtimeHandlers any
              features any
              declaredFeatures any
            NodeCondition
              type string !
              status string !
              lastHeartbeatTime time !
              lastTransitionTime time !
              reason string
              message string
            NodeAddress
              type string !
              address string !
            NodeDaemonEndpoints
              kubeletEndpoint DaemonEndpoint !
            DaemonEndpoint
              Port int32 !
            NodeSystemInfo
              machineID string !
              systemUUID string !
              bootID string !
              kernelVersion string !
              osImage string !
              containerRuntimeVersion string !
              kubeletVersion string !
              kubeProxyVersion string !
              operatingSystem string !
              architecture string !
              swap any
            ConfigMap
              metadata ObjectMeta !
              immutable bool ?
              data map[string]
              binaryData map[bytes]
            Secret
              metadata ObjectMeta !
              immutable bool ?
              data map[bytes]
              stringData map[string]
              type string
            ServiceAccount
              metadata ObjectMeta !
              secrets []ObjectReference key=name merge=name
              imagePullSecrets []LocalObjectReference
              automountServiceAccountToken bool ?
            Lease
              metadata ObjectMeta !
              spec LeaseSpec !
            LeaseSpec
              holderIdentity string ?
              leaseDurationSeconds int32 ?
              acquireTime microTime
              renewTime microTime
              leaseTransitions int32 ?
              strategy string ?
              preferredHolder string ?
            EndpointSlice
              metadata ObjectMeta !
              addressType string !
              endpoints []Endpoint !
              ports []EndpointPort !
            Endpoint
              addresses []string !
              conditions EndpointConditions !
              hostname string ?
              targetRef ObjectReference
              deprecatedTopology map[string] atomic
              nodeName string ?
              zone string ?
              hints EndpointHints
            EndpointHints
              forZones []ForZone
              forNodes []ForZone
            ForZone
              name string !
            EndpointConditions
              ready bool ?
              serving bool ?
              terminating bool ?
            EndpointPort
              name string ?
              protocol string ?
              port int32 ?
              appProtocol string ?
            ObjectReference
              kind string
              namespace string
              name string
              uid string
              apiVersion string
              resourceVersion string
              fieldPath string
            EventSource
              component string
              host string
            EventSeries
              count int32
              lastObservedTime microTime !
            Event
              metadata ObjectMeta !
              involvedObject ObjectReference !
              reason string
              message string
              source EventSource !
              firstTimestamp time !
              lastTimestamp time !
              count int32
              type string
              eventTime microTime !
              series EventSeries
              action string
              related ObjectReference
              reportingComponent string !
              reportingInstance string !
            events.Event
              metadata ObjectMeta !
              eventTime microTime !
              series EventSeries
              reportingController string
              reportingInstance string
              action string
              reason string
              regarding ObjectReference !
              related ObjectReference
              note string
              type string
              deprecatedSource EventSource !
              deprecatedFirstTimestamp time !
              deprecatedLastTimestamp time !
              deprecatedCount int32
            """;
    private static final Map<String, Schema.Struct> STRUCTS = SchemaNotation.parse(TEXT + WorkloadSchemas.TEXT + PodPartSchemas.TEXT + AccessSchemas.TEXT);

    private Schemas() {
    }

    /** The struct of this name; a name that is not in the table is an error of ours. */
    public static Schema.Struct named(String name) {
        Schema.Struct found = STRUCTS.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no schema is named " + name);
        }
        return found;
    }
}
