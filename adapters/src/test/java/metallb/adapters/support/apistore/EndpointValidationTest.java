package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.Invalid.assertInvalid;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server refuses in EndpointSlices and in a Service's external addresses, in its own words. */
class EndpointValidationTest {
    private static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/rec/endpointslices";
    private static final String KIND = "EndpointSlice.discovery.k8s.io";

    private final World world = new World();

    private Response slice(String type, String endpoints, String ports) {
        return world.post(SLICES, "{'metadata':{'name':'a'}," + type + "'endpoints':[" + endpoints + "],'ports':[" + ports + "]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                                | {'addresses':['x']} | Required addressType: Required value
            'addressType':'IP', | {'addresses':['x']} | NotSupported addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"
            'addressType':'IPv4', | {}                  | Required endpoints[0].addresses: Required value: must contain at least 1 address
            'addressType':'IPv4', | {'addresses':['x']} | Invalid endpoints[0].addresses[0]: Invalid value: "x": must be a valid IPv4 address ;; Invalid endpoints[0].addresses[0]: Invalid value: "x": must be a valid IP address
            'addressType':'IPv4', | {'addresses':['10.0.0.1','2001:db8::1']} | Invalid endpoints[0].addresses[1]: Invalid value: "2001:db8::1": must be a valid IPv4 address
            'addressType':'IPv6', | {'addresses':['10.0.0.1']} | Invalid endpoints[0].addresses[0]: Invalid value: "10.0.0.1": must be a valid IPv6 address
            'addressType':'IPv4', | {'addresses':['0.0.0.0']}  | Invalid endpoints[0].addresses[0]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)
            'addressType':'IPv4', | {'addresses':['127.0.0.1']} | Invalid endpoints[0].addresses[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)
            'addressType':'IPv6', | {'addresses':['fe80::1']}  | Invalid endpoints[0].addresses[0]: Invalid value: "fe80::1": may not be in the link-local range (169.254.0.0/16, fe80::/10)
            'addressType':'IPv4', | {'addresses':['224.0.0.5']} | Invalid endpoints[0].addresses[0]: Invalid value: "224.0.0.5": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)
            'addressType':'FQDN', | {'addresses':['a.example.','a','A.b']} | Invalid endpoints[0].addresses[1]: Invalid value: "a": should be a domain with at least two segments separated by dots ;; Invalid endpoints[0].addresses[2]: Invalid value: "A.b": <SUBDOMAIN>
            'addressType':'IPv4', | {'addresses':['10.0.0.1'],'nodeName':'N_1'} | Invalid endpoints[0].nodeName: Invalid value: "N_1": <SUBDOMAIN>
            'addressType':'IPv4', | {'addresses':['10.0.0.1'],'hostname':'N_1'} | Invalid endpoints[0].hostname: Invalid value: "N_1": <LABEL>
            'addressType':'IPv4', | {'addresses':['10.0.0.1'],'deprecatedTopology':{'a b':'c'}} | Invalid endpoints[0].deprecatedTopology: Invalid value: "a b": name part <KEY>
            'addressType':'IPv4', | {'addresses':['10.0.0.1'],'hints':{'forZones':[{'name':'z'},{'name':'z'}]}} | Duplicate endpoints[0].hints.forZones[1].name: Duplicate value: "z"
            """)
    void refusesAnEndpoint(String type, String endpoint, String causes) {
        assertInvalid(KIND, "a", causes, slice(type == null ? "" : type, endpoint, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'name':'A_b'}                  | Invalid ports[0].name: Invalid value: "A_b": <LABEL>
            {'port':80},{'port':81}         | Duplicate ports[1].name: Duplicate value: ""
            {'name':'a'},{'name':'a'}       | Duplicate ports[1].name: Duplicate value: "a"
            {'protocol':'tcp'}              | NotSupported ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"
            {'appProtocol':'a b'}           | Invalid ports[0].appProtocol: Invalid value: "a b": name part <KEY>
            """)
    void refusesAPort(String ports, String causes) {
        assertInvalid(KIND, "a", causes, slice("'addressType':'IPv4',", "", ports));
    }

    @Test
    void boundsEndpointsAddressesAndPorts() {
        String endpoint = "{'addresses':['10.0.0.1']}";
        String type = "'addressType':'IPv4',";
        assertInvalid(KIND, "a", "TooMany endpoints: Too many: 1001: must have at most 1000 items",
                slice(type, String.join(",", Collections.nCopies(1001, endpoint)), ""));
        assertInvalid(KIND, "a", "TooMany endpoints[0].addresses: Too many: 101: must have at most 100 items",
                slice(type, "{'addresses':[" + String.join(",", Collections.nCopies(101, "'10.0.0.1'")) + "]}", ""));
        assertInvalid(KIND, "a", "TooMany ports: Too many: 20001: must have at most 20000 items",
                slice(type, "", String.join(",", Collections.nCopies(20_001, "{}"))));
        assertEquals(201, slice(type, String.join(",", Collections.nCopies(1000, endpoint)), "").code());
        assertInvalid(KIND, "a", "Invalid addressType: Invalid value: \"FQDN\": field is immutable",
                world.merge(SLICES + "/a", "{'addressType':'FQDN','endpoints':null}"));
    }

    @Test
    void refusesExternalAddressesAtWhichNoMachineIs() {
        assertInvalid("Service", "a", "Invalid spec.externalIPs[1]: Invalid value: \"169.254.1.1\": may not be in the link-local range "
                + "(169.254.0.0/16, fe80::/10)", world.post(World.SERVICES, World.service("a", ",'externalIPs':['192.0.2.1','169.254.1.1']")));
    }
}
