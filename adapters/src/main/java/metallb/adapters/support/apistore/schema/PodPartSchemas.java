package metallb.adapters.support.apistore.schema;

/** The parts of pods that say where they run, as whom, and what they are given; in the notation of {@link Schemas}. */
final class PodPartSchemas {
    static final String TEXT = """
            PodSecurityContext
              seLinuxOptions SELinuxOptions
              windowsOptions any
              runAsUser int64 ?
              runAsGroup int64 ?
              runAsNonRoot bool ?
              supplementalGroups []int64
              supplementalGroupsPolicy string ?
              fsGroup int64 ?
              sysctls []Sysctl
              fsGroupChangePolicy string ?
              seccompProfile SecurityProfile
              appArmorProfile SecurityProfile
              seLinuxChangePolicy string ?
            SecurityContext
              capabilities Capabilities
              privileged bool ?
              seLinuxOptions SELinuxOptions
              windowsOptions any
              runAsUser int64 ?
              runAsGroup int64 ?
              runAsNonRoot bool ?
              readOnlyRootFilesystem bool ?
              allowPrivilegeEscalation bool ?
              procMount string ?
              seccompProfile SecurityProfile
              appArmorProfile SecurityProfile
            Capabilities
              add []string
              drop []string
            SELinuxOptions
              user string
              role string
              type string
              level string
            SecurityProfile
              type string !
              localhostProfile string ?
            Sysctl
              name string !
              value string !
            Affinity
              nodeAffinity NodeAffinity
              podAffinity PodAffinity
              podAntiAffinity PodAffinity
            NodeAffinity
              requiredDuringSchedulingIgnoredDuringExecution NodeSelector
              preferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm
            NodeSelector atomic
              nodeSelectorTerms []NodeSelectorTerm !
            NodeSelectorTerm atomic
              matchExpressions []LabelSelectorRequirement
              matchFields []LabelSelectorRequirement
            PreferredSchedulingTerm
              weight int32 !
              preference NodeSelectorTerm !
            PodAffinity
              requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm
              preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm
            PodAffinityTerm
              labelSelector LabelSelector
              namespaces []string
              topologyKey string !
              namespaceSelector LabelSelector
              matchLabelKeys []string
              mismatchLabelKeys []string
            WeightedPodAffinityTerm
              weight int32 !
              podAffinityTerm PodAffinityTerm !
            PodDNSConfig
              nameservers []string
              searches []string
              options []PodDNSConfigOption
            PodDNSConfigOption
              name string
              value string ?
            PodReadinessGate
              conditionType string !
            EnvVarSource
              fieldRef ObjectFieldSelector
              resourceFieldRef ResourceFieldSelector
              configMapKeyRef KeySelector
              secretKeyRef KeySelector
            ObjectFieldSelector atomic
              apiVersion string
              fieldPath string !
            ResourceFieldSelector atomic
              containerName string
              resource string !
              divisor any
            KeySelector atomic
              name string
              key string !
              optional bool ?
            EnvFromSource
              prefix string
              configMapRef EnvironmentSource
              secretRef EnvironmentSource
            EnvironmentSource
              name string
              optional bool ?
            ExecAction
              command []string
            TCPSocketAction
              port intOrString ?
              host string
            GRPCAction
              port int32 !
              service string ?
            HTTPHeader
              name string !
              value string !
            Lifecycle
              postStart LifecycleHandler
              preStop LifecycleHandler
              stopSignal string ?
            LifecycleHandler
              exec ExecAction
              httpGet HTTPGetAction
              tcpSocket TCPSocketAction
              sleep SleepAction
            SleepAction
              seconds int64 !
            KeyToPath
              key string !
              path string !
              mode int32 ?
            EmptyDirVolumeSource
              medium string
              sizeLimit any
            DownwardAPIVolumeSource
              items []DownwardAPIVolumeFile
              defaultMode int32 ?
            DownwardAPIVolumeFile
              path string !
              fieldRef ObjectFieldSelector
              resourceFieldRef ResourceFieldSelector
              mode int32 ?
            ProjectedVolumeSource
              sources []VolumeProjection
              defaultMode int32 ?
            VolumeProjection
              secret ProjectedFiles
              downwardAPI DownwardAPIVolumeSource
              configMap ProjectedFiles
              serviceAccountToken ServiceAccountTokenProjection
              clusterTrustBundle any
            ProjectedFiles
              name string
              items []KeyToPath
              optional bool ?
            ServiceAccountTokenProjection
              audience string
              expirationSeconds int64 ?
              path string !
            """;

    private PodPartSchemas() {
    }
}
