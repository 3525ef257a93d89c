package metallb.adapters.support.apistore.schema;

/** The shapes of what runs: pods and what makes them, in the notation of {@link Schemas}. */
final class WorkloadSchemas {
    static final String TEXT = """
            Pod
              metadata ObjectMeta !
              spec PodSpec !
              status any !
            PodTemplateSpec
              metadata ObjectMeta !
              spec PodSpec !
            PodSpec
              volumes []Volume key=name merge=name
              initContainers []Container key=name merge=name
              containers []Container key=name merge=name
              ephemeralContainers []any
              restartPolicy string
              terminationGracePeriodSeconds int64 ?
              activeDeadlineSeconds int64 ?
              dnsPolicy string
              nodeSelector map[string] atomic
              serviceAccountName string
              serviceAccount string
              automountServiceAccountToken bool ?
              nodeName string
              hostNetwork bool
              hostPID bool
              hostIPC bool
              shareProcessNamespace bool ?
              securityContext PodSecurityContext
              imagePullSecrets []LocalObjectReference key=name merge=name
              hostname string
              subdomain string
              affinity Affinity
              schedulerName string
              tolerations []Toleration
              hostAliases []HostAlias key=ip merge=ip
              priorityClassName string
              priority int32 ?
              dnsConfig PodDNSConfig
              readinessGates []PodReadinessGate
              runtimeClassName string ?
              enableServiceLinks bool ?
              preemptionPolicy string ?
              overhead map[any]
              topologySpreadConstraints []TopologySpreadConstraint key=topologyKey,whenUnsatisfiable merge=topologyKey
              setHostnameAsFQDN bool ?
              os any
              hostUsers bool ?
              schedulingGates any
              resourceClaims any
              resources any
            Container
              name string !
              image string
              command []string
              args []string
              workingDir string
              ports []ContainerPort key=containerPort,protocol merge=containerPort
              envFrom []EnvFromSource
              env []EnvVar key=name merge=name
              resources ResourceRequirements !
              resizePolicy any
              restartPolicy string ?
              volumeMounts []VolumeMount key=mountPath merge=mountPath
              volumeDevices []VolumeDevice key=devicePath merge=devicePath
              livenessProbe Probe
              readinessProbe Probe
              startupProbe Probe
              lifecycle Lifecycle
              terminationMessagePath string
              terminationMessagePolicy string
              imagePullPolicy string
              securityContext SecurityContext
              stdin bool
              stdinOnce bool
              tty bool
            ContainerPort
              name string
              hostPort int32
              containerPort int32 !
              protocol string
              hostIP string
            EnvVar
              name string !
              value string
              valueFrom EnvVarSource
            ResourceRequirements
              limits map[any]
              requests map[any]
              claims any
            VolumeMount
              name string !
              readOnly bool
              recursiveReadOnly string ?
              mountPath string !
              subPath string
              mountPropagation string ?
              subPathExpr string
            VolumeDevice
              name string !
              devicePath string !
            Probe
              exec ExecAction
              httpGet HTTPGetAction
              tcpSocket TCPSocketAction
              grpc GRPCAction
              initialDelaySeconds int32
              timeoutSeconds int32
              periodSeconds int32
              successThreshold int32
              failureThreshold int32
              terminationGracePeriodSeconds int64 ?
            HTTPGetAction
              path string
              port intOrString ?
              host string
              scheme string
              httpHeaders []HTTPHeader
            Volume
              name string !
              hostPath HostPathVolumeSource
              emptyDir EmptyDirVolumeSource
              secret SecretVolumeSource
              nfs any
              persistentVolumeClaim any
              downwardAPI DownwardAPIVolumeSource
              configMap ConfigMapVolumeSource
              projected ProjectedVolumeSource
              csi any
              ephemeral any
              image any
            HostPathVolumeSource
              path string !
              type string ?
            SecretVolumeSource
              secretName string
              items []KeyToPath
              defaultMode int32 ?
              optional bool ?
            ConfigMapVolumeSource
              name string
              items []KeyToPath
              defaultMode int32 ?
              optional bool ?
            LocalObjectReference
              name string
            Toleration
              key string
              operator string
              value string
              effect string
              tolerationSeconds int64 ?
            HostAlias
              ip string !
              hostnames []string
            TopologySpreadConstraint
              maxSkew int32 !
              topologyKey string !
              whenUnsatisfiable string !
              labelSelector LabelSelector
              minDomains int32 ?
              nodeAffinityPolicy string ?
              nodeTaintsPolicy string ?
              matchLabelKeys []string
            Deployment
              metadata ObjectMeta !
              spec DeploymentSpec !
              status DeploymentStatus !
            DeploymentSpec
              replicas int32 ?
              selector LabelSelector
              template PodTemplateSpec !
              strategy RolloutStrategy !
              minReadySeconds int32
              revisionHistoryLimit int32 ?
              paused bool
              progressDeadlineSeconds int32 ?
            RolloutStrategy
              type string
              rollingUpdate RollingUpdate
            RollingUpdate
              maxUnavailable intOrString ?
              maxSurge intOrString ?
            DeploymentStatus
              observedGeneration int64
              replicas int32
              updatedReplicas int32
              readyReplicas int32
              availableReplicas int32
              unavailableReplicas int32
              terminatingReplicas int32 ?
              conditions []WorkloadCondition key=type merge=type
              collisionCount int32 ?
            WorkloadCondition
              type string !
              status string !
              lastUpdateTime time
              lastTransitionTime time
              reason string
              message string
            DaemonSet
              metadata ObjectMeta !
              spec DaemonSetSpec !
              status DaemonSetStatus !
            DaemonSetSpec
              selector LabelSelector
              template PodTemplateSpec !
              updateStrategy RolloutStrategy !
              minReadySeconds int32
              revisionHistoryLimit int32 ?
            DaemonSetStatus
              currentNumberScheduled int32 !
              numberMisscheduled int32 !
              desiredNumberScheduled int32 !
              numberReady int32 !
              observedGeneration int64
              updatedNumberScheduled int32
              numberAvailable int32
              numberUnavailable int32
              collisionCount int32 ?
              conditions []WorkloadCondition key=type merge=type
            Scale
              metadata ObjectMeta !
              spec ScaleSpec !
              status ScaleStatus !
            ScaleSpec
              replicas int32
            ScaleStatus
              replicas int32 !
              selector string
            PodDisruptionBudget
              metadata ObjectMeta !
              spec PodDisruptionBudgetSpec !
              status PodDisruptionBudgetStatus !
            PodDisruptionBudgetSpec
              minAvailable intOrString ?
              selector LabelSelector
              maxUnavailable intOrString ?
              unhealthyPodEvictionPolicy string ?
            PodDisruptionBudgetStatus
              observedGeneration int64
              disruptedPods map[any]
              disruptionsAllowed int32 !
              currentHealthy int32 !
              desiredHealthy int32 !
              expectedPods int32 !
              conditions []Condition key=type merge=type
            PriorityClass
              metadata ObjectMeta !
              value int32 !
              globalDefault bool
              description string
              preemptionPolicy string ?
            """;

    private WorkloadSchemas() {
    }
}
