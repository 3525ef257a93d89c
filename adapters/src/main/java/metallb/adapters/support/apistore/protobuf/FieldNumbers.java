package metallb.adapters.support.apistore.protobuf;

import java.util.HashMap;
import java.util.Map;

/**
 * Which number a field has in protobuf. A line is a struct of {@link metallb.adapters.support.apistore.schema.Schemas} and its
 * fields in the order of their numbers; a number says which one the next field has where that is not the next. {@code +X}: a
 * message whose fields stand in JSON among those of the struct around it. {@code :quantity}, {@code :json}: a message that
 * is a text, or the bytes of a JSON text. Source: the generated.proto files of the published Kubernetes API 1.33.
 */
final class FieldNumbers {
    private static final String TEXT = """
            ObjectMeta name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp
              deletionGracePeriodSeconds labels annotations ownerReferences finalizers 17 managedFields
            OwnerReference kind 3 name uid apiVersion controller blockOwnerDeletion
            ManagedFieldsEntry manager operation apiVersion time 6 fieldsType fieldsV1:json subresource
            DeleteOptions gracePeriodSeconds preconditions orphanDependents propagationPolicy dryRun
              ignoreStoreReadErrorWithClusterBreakingPotential
            Preconditions uid resourceVersion
            Condition type status observedGeneration lastTransitionTime reason message
            Namespace metadata spec status
            NamespaceSpec finalizers
            NamespaceStatus phase conditions
            Service metadata spec status
            ServiceSpec ports selector clusterIP type externalIPs 7 sessionAffinity loadBalancerIP loadBalancerSourceRanges
              externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig 17
              ipFamilyPolicy clusterIPs ipFamilies allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy
              trafficDistribution
            ServicePort name protocol port targetPort nodePort appProtocol
            SessionAffinityConfig clientIP
            ClientIPConfig timeoutSeconds
            ServiceStatus loadBalancer conditions
            LoadBalancerStatus ingress
            LoadBalancerIngress ip hostname ipMode ports
            PortStatus port protocol error
            Node metadata spec status
            NodeSpec podCIDR externalID providerID unschedulable taints configSource podCIDRs
            Taint key value effect timeAdded
            NodeStatus capacity:quantity allocatable:quantity phase conditions addresses daemonEndpoints nodeInfo images
              volumesInUse volumesAttached config runtimeHandlers features
            NodeCondition type status lastHeartbeatTime lastTransitionTime reason message
            NodeAddress type address
            NodeDaemonEndpoints kubeletEndpoint
            DaemonEndpoint Port
            NodeSystemInfo machineID systemUUID bootID kernelVersion osImage containerRuntimeVersion kubeletVersion
              kubeProxyVersion operatingSystem architecture swap
            ConfigMap metadata data binaryData immutable
            Secret metadata data type stringData immutable
            ServiceAccount metadata secrets imagePullSecrets automountServiceAccountToken
            Lease metadata spec
            LeaseSpec holderIdentity leaseDurationSeconds acquireTime renewTime leaseTransitions strategy preferredHolder
            EndpointSlice metadata endpoints ports addressType
            Endpoint addresses conditions hostname targetRef deprecatedTopology nodeName zone hints
            EndpointHints forZones forNodes
            ForZone name
            EndpointConditions ready serving terminating
            EndpointPort name port protocol appProtocol
            ObjectReference kind namespace name uid apiVersion resourceVersion fieldPath
            EventSource component host
            EventSeries count lastObservedTime
            Event metadata involvedObject reason message source firstTimestamp lastTimestamp count type eventTime series action
              related reportingComponent reportingInstance
            events.Event metadata eventTime series reportingController reportingInstance action reason regarding related note type
              deprecatedSource deprecatedFirstTimestamp deprecatedLastTimestamp deprecatedCount
            Pod metadata spec status
            PodTemplateSpec metadata spec
            PodSpec volumes containers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy nodeSelector
              serviceAccountName serviceAccount nodeName hostNetwork hostPID hostIPC securityContext imagePullSecrets hostname
              subdomain affinity schedulerName initContainers automountServiceAccountToken tolerations hostAliases priorityClassName
              priority dnsConfig shareProcessNamespace readinessGates runtimeClassName enableServiceLinks preemptionPolicy
              overhead:quantity topologySpreadConstraints ephemeralContainers setHostnameAsFQDN os hostUsers schedulingGates
              resourceClaims resources
            Container name image command args workingDir ports env resources volumeMounts livenessProbe readinessProbe lifecycle
              terminationMessagePath imagePullPolicy securityContext stdin stdinOnce tty envFrom terminationMessagePolicy
              volumeDevices startupProbe resizePolicy restartPolicy
            ContainerPort name hostPort containerPort protocol hostIP
            EnvVar name value valueFrom
            ResourceRequirements limits:quantity requests:quantity claims
            VolumeMount name readOnly mountPath subPath mountPropagation subPathExpr recursiveReadOnly
            VolumeDevice name devicePath
            Probe +ProbeHandler initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold
              terminationGracePeriodSeconds
            HTTPGetAction path port host scheme httpHeaders
            Volume name +VolumeSource
            HostPathVolumeSource path type
            SecretVolumeSource secretName items defaultMode optional
            ConfigMapVolumeSource +LocalObjectReference items defaultMode optional
            LocalObjectReference name
            Toleration key operator value effect tolerationSeconds
            HostAlias ip hostnames
            TopologySpreadConstraint maxSkew topologyKey whenUnsatisfiable labelSelector minDomains nodeAffinityPolicy
              nodeTaintsPolicy matchLabelKeys
            Deployment metadata spec status
            DeploymentSpec replicas selector template strategy minReadySeconds revisionHistoryLimit paused 9
              progressDeadlineSeconds
            RolloutStrategy type rollingUpdate
            RollingUpdate maxUnavailable maxSurge
            DeploymentStatus observedGeneration replicas updatedReplicas availableReplicas unavailableReplicas conditions
              readyReplicas collisionCount terminatingReplicas
            WorkloadCondition type status lastTransitionTime reason message lastUpdateTime lastTransitionTime
            DaemonSet metadata spec status
            DaemonSetSpec selector template updateStrategy minReadySeconds 6 revisionHistoryLimit
            DaemonSetStatus currentNumberScheduled numberMisscheduled desiredNumberScheduled numberReady observedGeneration
              updatedNumberScheduled numberAvailable numberUnavailable collisionCount conditions
            Scale metadata spec status
            ScaleSpec replicas
            ScaleStatus replicas selector
            PodDisruptionBudget metadata spec status
            PodDisruptionBudgetSpec minAvailable selector maxUnavailable unhealthyPodEvictionPolicy
            PodDisruptionBudgetStatus observedGeneration disruptedPods disruptionsAllowed currentHealthy desiredHealthy
              expectedPods conditions
            PriorityClass metadata value globalDefault description preemptionPolicy
            LabelSelector matchLabels matchExpressions
            LabelSelectorRequirement key operator values
            PolicyRule verbs apiGroups resources resourceNames nonResourceURLs
            Role metadata rules
            ClusterRole metadata rules aggregationRule
            AggregationRule clusterRoleSelectors
            RoleBinding metadata subjects roleRef
            ClusterRoleBinding metadata subjects roleRef
            Subject kind apiGroup name namespace
            RoleRef apiGroup kind name
            NetworkPolicy metadata spec
            NetworkPolicySpec podSelector ingress egress policyTypes
            NetworkPolicyIngressRule ports from
            NetworkPolicyEgressRule ports to
            NetworkPolicyPort protocol port endPort
            NetworkPolicyPeer podSelector namespaceSelector ipBlock
            IPBlock cidr except
            TokenRequest metadata spec status
            TokenRequestSpec audiences 3 boundObjectRef expirationSeconds
            BoundObjectReference kind apiVersion name uid
            TokenRequestStatus token expirationTimestamp
            SelfSubjectAccessReview metadata spec status
            SelfSubjectAccessReviewSpec resourceAttributes nonResourceAttributes
            ResourceAttributes namespace verb group version resource subresource name fieldSelector labelSelector
            NonResourceAttributes path verb
            SubjectAccessReviewStatus allowed reason evaluationError denied
            SelfSubjectRulesReview metadata spec status
            SelfSubjectRulesReviewSpec namespace
            SelfSubjectReview metadata status
            PodSecurityContext seLinuxOptions runAsUser runAsNonRoot supplementalGroups fsGroup runAsGroup sysctls windowsOptions
              fsGroupChangePolicy seccompProfile appArmorProfile supplementalGroupsPolicy seLinuxChangePolicy
            SecurityContext capabilities privileged seLinuxOptions runAsUser runAsNonRoot readOnlyRootFilesystem
              allowPrivilegeEscalation runAsGroup procMount windowsOptions seccompProfile appArmorProfile
            Capabilities add drop
            SELinuxOptions user role type level
            SecurityProfile type localhostProfile
            Sysctl name value
            Affinity nodeAffinity podAffinity podAntiAffinity
            NodeAffinity requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution
            NodeSelector nodeSelectorTerms
            NodeSelectorTerm matchExpressions matchFields
            PreferredSchedulingTerm weight preference
            PodAffinity requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution
            PodAffinityTerm labelSelector namespaces topologyKey namespaceSelector matchLabelKeys mismatchLabelKeys
            WeightedPodAffinityTerm weight podAffinityTerm
            PodDNSConfig nameservers searches options
            PodDNSConfigOption name value
            PodReadinessGate conditionType
            EnvVarSource fieldRef resourceFieldRef configMapKeyRef secretKeyRef
            ObjectFieldSelector apiVersion fieldPath
            ResourceFieldSelector containerName resource divisor:quantity
            KeySelector +LocalObjectReference key optional
            EnvFromSource prefix configMapRef secretRef
            EnvironmentSource +LocalObjectReference optional
            ExecAction command
            TCPSocketAction port host
            GRPCAction port service
            HTTPHeader name value
            Lifecycle postStart preStop stopSignal
            LifecycleHandler exec httpGet tcpSocket sleep
            SleepAction seconds
            KeyToPath key path mode
            EmptyDirVolumeSource medium sizeLimit:quantity
            DownwardAPIVolumeSource items defaultMode
            DownwardAPIVolumeFile path fieldRef resourceFieldRef mode
            ProjectedVolumeSource sources defaultMode
            VolumeProjection secret downwardAPI configMap serviceAccountToken clusterTrustBundle
            ProjectedFiles +LocalObjectReference items 4 optional
            ServiceAccountTokenProjection audience expirationSeconds path
            ProbeHandler exec httpGet tcpSocket grpc
            VolumeSource hostPath emptyDir 6 secret nfs 10 persistentVolumeClaim 16 downwardAPI 19 configMap 26 projected 28 csi
              ephemeral image
            """;
    private static final Map<String, Map<Integer, Slot>> STRUCTS = parse();

    private FieldNumbers() {
    }

    /** What stands at a number. */
    sealed interface Slot {
        /** A field, of the type that the schema has for it. */
        record Plain(String field) implements Slot {
        }

        /** A quantity ({@code 100m}), or a map or list of them. */
        record Quantity(String field) implements Slot {
        }

        /** JSON as it is. */
        record RawJson(String field) implements Slot {
        }

        /** A message whose fields belong to the struct around it. {@code numbers}: under which name they stand here. */
        record Inline(String numbers) implements Slot {
        }
    }

    /** By number; empty for a struct that is not in the table. */
    static Map<Integer, Slot> of(String struct) {
        return STRUCTS.getOrDefault(struct, Map.of());
    }

    private static Map<String, Map<Integer, Slot>> parse() {
        Map<String, Map<Integer, Slot>> structs = new HashMap<>();
        TEXT.replace("\n  ", " ").lines().forEach(line -> {
            String[] words = line.split(" +");
            Map<Integer, Slot> slots = new HashMap<>();
            int number = 1;
            for (int i = 1; i < words.length; i++) {
                if (Character.isDigit(words[i].charAt(0))) {
                    number = Integer.parseInt(words[i]);
                } else {
                    slots.put(number++, slot(words[i]));
                }
            }
            structs.put(words[0], Map.copyOf(slots));
        });
        return Map.copyOf(structs);
    }

    private static Slot slot(String word) {
        int colon = word.indexOf(':');
        if (colon < 0) {
            return word.startsWith("+") ? new Slot.Inline(word.substring(1)) : new Slot.Plain(word);
        }
        String field = word.substring(0, colon);
        return word.endsWith(":json") ? new Slot.RawJson(field) : new Slot.Quantity(field);
    }
}
