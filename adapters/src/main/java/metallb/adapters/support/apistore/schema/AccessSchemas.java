package metallb.adapters.support.apistore.schema;

/** The shapes of who may do what and reach whom, in the notation of {@link Schemas}. */
final class AccessSchemas {
    static final String TEXT = """
            LabelSelector atomic
              matchLabels map[string]
              matchExpressions []LabelSelectorRequirement
            LabelSelectorRequirement
              key string !
              operator string !
              values []string
            PolicyRule
              verbs []string !
              apiGroups []string
              resources []string
              resourceNames []string
              nonResourceURLs []string
            Role
              metadata ObjectMeta !
              rules []PolicyRule !
            ClusterRole
              metadata ObjectMeta !
              rules []PolicyRule !
              aggregationRule AggregationRule
            AggregationRule
              clusterRoleSelectors []LabelSelector
            RoleBinding
              metadata ObjectMeta !
              subjects []Subject
              roleRef RoleRef !
            ClusterRoleBinding
              metadata ObjectMeta !
              subjects []Subject
              roleRef RoleRef !
            Subject
              kind string !
              apiGroup string
              name string !
              namespace string
            RoleRef atomic
              apiGroup string !
              kind string !
              name string !
            NetworkPolicy
              metadata ObjectMeta !
              spec NetworkPolicySpec !
            NetworkPolicySpec
              podSelector LabelSelector !
              ingress []NetworkPolicyIngressRule
              egress []NetworkPolicyEgressRule
              policyTypes []string
            NetworkPolicyIngressRule
              ports []NetworkPolicyPort
              from []NetworkPolicyPeer
            NetworkPolicyEgressRule
              ports []NetworkPolicyPort
              to []NetworkPolicyPeer
            NetworkPolicyPort
              protocol string ?
              port intOrString ?
              endPort int32 ?
            NetworkPolicyPeer
              podSelector LabelSelector
              namespaceSelector LabelSelector
              ipBlock IPBlock
            IPBlock
              cidr string !
              except []string
            TokenRequest
              metadata ObjectMeta !
              spec TokenRequestSpec !
              status TokenRequestStatus !
            TokenRequestSpec
              audiences []string !
              expirationSeconds int64 ?
              boundObjectRef BoundObjectReference
            BoundObjectReference
              kind string
              apiVersion string
              name string
              uid string
            TokenRequestStatus
              token string !
              expirationTimestamp time !
            SelfSubjectAccessReview
              metadata ObjectMeta !
              spec SelfSubjectAccessReviewSpec !
              status SubjectAccessReviewStatus !
            SelfSubjectAccessReviewSpec
              resourceAttributes ResourceAttributes
              nonResourceAttributes NonResourceAttributes
            ResourceAttributes
              namespace string
              verb string
              group string
              version string
              resource string
              subresource string
              name string
              fieldSelector any
              labelSelector any
            NonResourceAttributes
              path string
              verb string
            SubjectAccessReviewStatus
              allowed bool !
              denied bool
              reason string
              evaluationError string
            SelfSubjectRulesReview
              metadata ObjectMeta !
              spec SelfSubjectRulesReviewSpec !
              status any
            SelfSubjectRulesReviewSpec
              namespace string
            SelfSubjectReview
              metadata ObjectMeta !
              status any
            """;

    private AccessSchemas() {
    }
}
