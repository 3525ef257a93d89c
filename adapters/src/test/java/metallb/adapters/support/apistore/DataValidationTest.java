package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.Invalid.assertInvalid;
import static metallb.adapters.support.apistore.World.CONFIG_MAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server refuses in ConfigMaps and Secrets, in its own words. */
class DataValidationTest {
    private static final String SECRETS = "/api/v1/namespaces/rec/secrets";
    private static final String FROZEN = "Forbidden: field is immutable when `immutable` is set";

    private final World world = new World();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'data':{'a b':''}                          | Invalid data[a b]: Invalid value: "a b": <CONFIG>
            'data':{'..':''}                           | Invalid data[..]: Invalid value: "..": must not be '..'
            'data':{'..a':'','.':''}                   | Invalid data[.]: Invalid value: ".": must not be '.' ;; Invalid data[..a]: Invalid value: "..a": must not start with '..'
            'binaryData':{'a/b':''}                    | Invalid binaryData[a/b]: Invalid value: "a/b": <CONFIG>
            'data':{'a':''},'binaryData':{'a':''}      | Invalid data[a]: Invalid value: "a": duplicate of key present in binaryData
            """)
    void refusesAConfigMap(String data, String causes) {
        assertInvalid("ConfigMap", "a", causes, world.post(CONFIG_MAPS, "{'metadata':{'name':'a'}," + data + "}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'data':{'a b':''}                                      | Invalid data[a b]: Invalid value: "a b": <CONFIG>
            'type':'kubernetes.io/tls'                             | Required data[tls.crt]: Required value ;; Required data[tls.key]: Required value
            'type':'kubernetes.io/tls','data':{'tls.crt':''}       | Required data[tls.key]: Required value
            'type':'kubernetes.io/basic-auth'                      | Required data[username]: Required value ;; Required data[password]: Required value
            'type':'kubernetes.io/ssh-auth','stringData':{'ssh-privatekey':''} | Required data[ssh-privatekey]: Required value
            'type':'kubernetes.io/service-account-token'           | Required metadata.annotations[kubernetes.io/service-account.name]: Required value
            'type':'kubernetes.io/dockercfg'                       | Required data[.dockercfg]: Required value
            'type':'kubernetes.io/dockerconfigjson'                | Required data[.dockerconfigjson]: Required value
            'type':'kubernetes.io/dockerconfigjson','stringData':{'.dockerconfigjson':'x'} | Invalid data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character 'x' looking for beginning of value
            'type':'kubernetes.io/dockerconfigjson','stringData':{'.dockerconfigjson':'{'} | Invalid data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": unexpected end of JSON input
            'type':'kubernetes.io/dockercfg','stringData':{'.dockercfg':'[]'} | Invalid data[.dockercfg]: Invalid value: "<secret contents redacted>": json: cannot unmarshal array into Go value of type map[string]interface {}
            """)
    void refusesASecret(String data, String causes) {
        assertInvalid("Secret", "a", causes, world.post(SECRETS, "{'metadata':{'name':'a'}," + data + "}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'type':'kubernetes.io/tls','data':{'tls.crt':'','tls.key':''}
            'type':'kubernetes.io/basic-auth','data':{'username':''}
            'type':'kubernetes.io/dockerconfigjson','stringData':{'.dockerconfigjson':'{}'}
            'type':'example.org/any'
            """)
    void takesASecretThatHasWhatItsTypeAsks(String data) {
        assertEquals(201, world.post(SECRETS, "{'metadata':{'name':'a'}," + data + "}").code());
    }

    /** Bytes as they are, not as Base64 writes them. */
    @Test
    void boundsTheValues() {
        String bytes = "A".repeat(4 * 349_525);   // Base64 of 1,048,575 bytes
        assertEquals(201, world.post(CONFIG_MAPS, "{'metadata':{'name':'b'},'data':{'t':'x'},'binaryData':{'k':'" + bytes + "'}}").code());
        assertInvalid("ConfigMap", "a", "TooLong []: Too long: may not be more than 1048576 bytes",
                world.post(CONFIG_MAPS, "{'metadata':{'name':'a'},'data':{'t':'xx'},'binaryData':{'k':'" + bytes + "'}}"));
        assertEquals(201, world.post(SECRETS, "{'metadata':{'name':'b'},'data':{'k':'" + bytes + "'}}").code());
        assertInvalid("Secret", "a", "TooLong data: Too long: may not be more than 1048576 bytes",
                world.post(SECRETS, "{'metadata':{'name':'a'},'data':{'k':'" + bytes + "AAAA'}}"));
    }

    @Test
    void keepsWhatIsFrozen() {
        world.post(CONFIG_MAPS, "{'metadata':{'name':'a'},'data':{'k':'v'},'immutable':true}");
        assertEquals(200, world.merge(CONFIG_MAPS + "/a", "{'metadata':{'labels':{'a':'b'}}}").code());
        assertInvalid("ConfigMap", "a", "Forbidden immutable: " + FROZEN + " ;; Forbidden data: " + FROZEN + " ;; Forbidden binaryData: "
                + FROZEN, world.merge(CONFIG_MAPS + "/a", "{'data':{'k':'w'},'binaryData':{'b':''},'immutable':false}"));
        world.post(SECRETS, "{'metadata':{'name':'a'},'stringData':{'k':'v'},'immutable':true}");
        assertInvalid("Secret", "a", "Forbidden data: " + FROZEN, world.merge(SECRETS + "/a", "{'stringData':{'k':'w'}}"));
        assertInvalid("Secret", "a", "Invalid type: Invalid value: \"b\": field is immutable", world.merge(SECRETS + "/a", "{'type':'b'}"));
    }
}
