package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.Invalid.assertInvalid;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server refuses in Deployments and DaemonSets, in its own words. Each change is made to one that it takes. */
class WorkloadValidationTest {
    private static final String SELECTOR = "'selector':{'matchLabels':{'app':'m'}}";
    private static final String TEMPLATE = "'template':{'metadata':{'labels':{'app':'m'}},'spec':{'containers':[{'name':'c','image':'i:1'}]}}";

    private final World world = new World();

    private Response created(String path, String from, String to) {
        String spec = SELECTOR + "," + TEMPLATE;
        return world.post("/apis/apps/v1/namespaces/rec/" + path, "{'metadata':{'name':'a'},'spec':{"
                + (from == null ? spec + "," + to : spec.replace(from, to == null ? "" : to)) + "}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                                          | 'replicas':-1  | Invalid spec.replicas: Invalid value: -1: must be greater than or equal to 0
            'selector':{'matchLabels':{'app':'m'}}, |      | Required spec.selector: Required value ;; Invalid spec.template.metadata.labels: Invalid value: {"app":"m"}: `selector` does not match template `labels`
            {'matchLabels':{'app':'m'}}   | {}             | Invalid spec.selector: Invalid value: {}: empty selector is invalid for deployment
            'labels':{'app':'m'}          | 'labels':{}    | Invalid spec.template.metadata.labels: Invalid value: null: `selector` does not match template `labels`
            {'matchLabels':{'app':'m'}}   | {'matchExpressions':[{'key':'app','operator':'NotIn','values':['m']}]} | Invalid spec.template.metadata.labels: Invalid value: {"app":"m"}: `selector` does not match template `labels`
            {'matchLabels':{'app':'m'}}   | {'matchLabels':{'app':'-'}} | Invalid spec.selector.matchLabels: Invalid value: "-": <VALUE> ;; Invalid spec.selector: Invalid value: {"matchLabels":{"app":"-"}}: invalid label selector
            'labels':{'app':'m'}          | 'labels':{'app':'m','b':'-'} | Invalid spec.template.labels: Invalid value: "-": <VALUE>
            [{'name':'c','image':'i:1'}]  | []             | Required spec.template.spec.containers: Required value
            {'name':'c','image':'i:1'}    | {}             | Required spec.template.spec.containers[0].name: Required value ;; Required spec.template.spec.containers[0].image: Required value
            {'name':'c','image':'i:1'}    | {'name':'c','image':'i'},{'name':'c','image':'j'} | Duplicate spec.template.spec.containers[1].name: Duplicate value: "c"
            'containers':                 | 'restartPolicy':'Never','activeDeadlineSeconds':1,'containers': | NotSupported spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always" ;; Forbidden spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported
                                          | 'strategy':{'type':'Blue'} | NotSupported spec.strategy: Unsupported value: {"Type":"Blue","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"
                                          | 'strategy':{'type':'Recreate','rollingUpdate':{}} | Forbidden spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'
                                          | 'strategy':{'rollingUpdate':{'maxUnavailable':0,'maxSurge':'0%'}} | Invalid spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0
                                          | 'minReadySeconds':600 | Invalid spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds
            """)
    void refusesADeployment(String from, String to, String causes) {
        assertInvalid("Deployment.apps", "a", causes, created("deployments", from, to));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'selector':{'matchLabels':{'app':'m'}}, |      | Invalid spec.template.metadata.labels: Invalid value: {"app":"m"}: `selector` does not match template `labels`
            {'matchLabels':{'app':'m'}}   | {}             | Invalid spec.selector: Invalid value: {}: empty selector is invalid for daemonset
            'labels':{'app':'m'}          | 'labels':{'app':'n'} | Invalid spec.template.metadata.labels: Invalid value: {"app":"n"}: `selector` does not match template `labels`
            'containers':                 | 'restartPolicy':'Never','containers': | NotSupported spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
                                          | 'updateStrategy':{'type':'Recreate'} | NotSupported spec.updateStrategy: Unsupported value: {"Type":"Recreate","RollingUpdate":null}: supported values: "RollingUpdate", "OnDelete"
                                          | 'updateStrategy':{'rollingUpdate':{'maxSurge':1}} | Invalid spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero
                                          | 'updateStrategy':{'rollingUpdate':{'maxUnavailable':0}} | Required spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0
                                          | 'minReadySeconds':-1 | Invalid spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0
            """)
    void refusesADaemonSet(String from, String to, String causes) {
        assertInvalid("DaemonSet.apps", "a", causes, created("daemonsets", from, to));
    }

    @ParameterizedTest
    @CsvSource({"deployments, Deployment.apps", "daemonsets, DaemonSet.apps"})
    void keepsTheSelectorOf(String path, String kind) {
        created(path, null, "'minReadySeconds':1");
        assertInvalid(kind, "a", "Invalid spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"n\"}}: field is immutable",
                world.merge("/apis/apps/v1/namespaces/rec/" + path + "/a",
                        "{'spec':{'selector':{'matchLabels':{'app':'n'}},'template':{'metadata':{'labels':{'app':'n'}}}}}"));
    }
}
