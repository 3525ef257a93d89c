package metallb.adapters.support.apistore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects of every validated kind with some of their values replaced by others: taken or refused, but always answered. */
class MangledObjectsTest {
    private static final List<String> OTHERS = List.of("null", "1", "-1", "0", "\"\"", "\"a b\"", "\"x/y/z\"", "[]", "{}", "true", "[null]", "[{}]",
            "[1]", "{\"a b\":\"c d\"}", "\"101%\"", "\"..\"", "\"\\u0007\"", "99999999999", "\"::1\"");

    private final World world = new World();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /api/v1/namespaces/rec/configmaps | {'metadata':{'name':'a','labels':{'a':'b'},'annotations':{'a':'b'},'finalizers':['a/b'],'ownerReferences':[{'apiVersion':'v1','kind':'K','name':'n','uid':'u','controller':true}],'managedFields':[{'operation':'Update'}]},'data':{'k':'v'},'binaryData':{'l':'QQ=='},'immutable':true}
            /api/v1/namespaces/rec/secrets    | {'metadata':{'name':'a'},'type':'kubernetes.io/dockerconfigjson','data':{'.dockerconfigjson':'e30='},'stringData':{'k':'v'}}
            /api/v1/namespaces/rec/services   | {'metadata':{'name':'a'},'spec':{'type':'LoadBalancer','loadBalancerClass':'a/b','selector':{'a':'b'},'externalIPs':['192.0.2.1'],'ports':[{'name':'a','port':80,'targetPort':'http','appProtocol':'a/b'}]}}
            /apis/discovery.k8s.io/v1/namespaces/rec/endpointslices | {'metadata':{'name':'a'},'addressType':'IPv4','endpoints':[{'addresses':['10.0.0.1'],'nodeName':'n','hostname':'h','deprecatedTopology':{'a':'b'},'hints':{'forZones':[{'name':'z'}]}}],'ports':[{'name':'p','protocol':'TCP','port':1,'appProtocol':'x'}]}
            /apis/coordination.k8s.io/v1/namespaces/rec/leases | {'metadata':{'name':'a'},'spec':{'leaseDurationSeconds':1,'leaseTransitions':0,'strategy':'a/b','preferredHolder':'h'}}
            /apis/policy/v1/namespaces/rec/poddisruptionbudgets | {'metadata':{'name':'a'},'spec':{'minAvailable':'50%','selector':{'matchLabels':{'a':'b'},'matchExpressions':[{'key':'a','operator':'In','values':['b']}]},'unhealthyPodEvictionPolicy':'AlwaysAllow'}}
            /apis/scheduling.k8s.io/v1/priorityclasses | {'metadata':{'name':'a'},'value':1,'globalDefault':false,'preemptionPolicy':'Never'}
            /apis/rbac.authorization.k8s.io/v1/clusterroles | {'metadata':{'name':'a'},'aggregationRule':{'clusterRoleSelectors':[{'matchLabels':{'a':'b'}}]},'rules':[{'verbs':['get'],'apiGroups':[''],'resources':['pods'],'resourceNames':['n']},{'verbs':['get'],'nonResourceURLs':['/a']}]}
            /apis/rbac.authorization.k8s.io/v1/namespaces/rec/rolebindings | {'metadata':{'name':'a'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'Role','name':'r'},'subjects':[{'kind':'User','name':'u','apiGroup':'rbac.authorization.k8s.io'}]}
            /apis/apps/v1/namespaces/rec/deployments | {'metadata':{'name':'a'},'spec':{'replicas':1,'selector':{'matchLabels':{'a':'b'}},'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1,'maxUnavailable':'25%'}},'template':{'metadata':{'labels':{'a':'b'},'annotations':{'a':'b'}},'spec':{'containers':[{'name':'c','image':'i'}]}},'minReadySeconds':1}}
            /apis/apps/v1/namespaces/rec/daemonsets | {'metadata':{'name':'a'},'spec':{'selector':{'matchExpressions':[{'key':'a','operator':'Exists'}]},'updateStrategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':0,'maxUnavailable':1}},'template':{'metadata':{'labels':{'a':'b'}},'spec':{'containers':[{'name':'c','image':'i'}]}}}}
            """)
    void areAlwaysAnswered(String path, String seed) {
        ObjectNode whole = Json.object(seed.replace('\'', '"'));
        List<Integer> codes = new ArrayList<>();
        for (long number = 0; number < 400; number++) {
            var random = new SplittableRandom(number);
            ObjectNode mangled = whole.deepCopy();
            for (int i = random.nextInt(3); i > 0; i--) {
                mangle(mangled, random);
            }
            world.call("DELETE", path + "/a", "", "");
            try {
                codes.add(world.post(path, mangled.toString()).code());
                codes.add(world.merge(path + "/a", mangled.toString()).code());
            } catch (RuntimeException thrown) {
                throw new AssertionError("seed " + number + ": " + mangled, thrown);
            }
        }
        assertTrue(codes.stream().allMatch(code -> code < 500), codes.toString());
        assertTrue(codes.contains(201) && codes.contains(422), codes.toString());
        assertEquals(800, codes.size());
    }

    /** Replaces one value somewhere by another. */
    private static void mangle(JsonNode node, SplittableRandom random) {
        JsonNode other = Json.MAPPER.readTree(OTHERS.get(random.nextInt(OTHERS.size())));
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            String name = object.propertyNames().stream().toList().get(random.nextInt(object.size()));
            if (random.nextInt(4) == 0 || !object.get(name).isContainer() || object.get(name).isEmpty()) {
                object.set(name, other);
            } else {
                mangle(object.get(name), random);
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            if (random.nextInt(4) == 0 || !array.get(index).isContainer()) {
                array.set(index, other);
            } else {
                mangle(array.get(index), random);
            }
        }
    }
}
