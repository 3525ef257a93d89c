package metallb.adapters.support.apistore;

import static metallb.adapters.support.apistore.World.SERVICES;
import static metallb.adapters.support.apistore.World.body;
import static metallb.adapters.support.apistore.World.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import metallb.adapters.support.apistore.schema.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Which node ports a Service gets, shares between protocols, and keeps. */
class NodePortsTest {
    private final World world = new World();

    private static String service(String type, String ports) {
        return "{'metadata':{'name':'a'},'spec':{'type':'" + type + "','ports':[" + ports + "]}}";
    }

    /** Port, protocol and node port of each; a drawn number as a letter, the same for the same number. */
    private static String ports(Response response, Map<Long, String> letters) {
        StringBuilder text = new StringBuilder(response.code() + "");
        for (JsonNode port : Json.list(body(response), "spec", "ports")) {
            long number = Json.number(port, "nodePort");
            String shown = number == 0 ? "-" : number < 30_010 ? Long.toString(number)
                    : letters.computeIfAbsent(number, _ -> String.valueOf((char) ('A' + letters.size())));
            text.append(' ').append(Json.number(port, "port")).append(Json.text(port, "protocol").charAt(0)).append(':').append(shown);
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'name':'t','port':53},{'name':'u','port':53,'protocol':'UDP'}                                    | 201 53T:A 53U:A
            {'name':'t','port':53},{'name':'u','port':53,'protocol':'UDP'},{'name':'w','port':80}             | 201 53T:A 53U:A 80T:B
            {'name':'t','port':53},{'name':'u','port':53,'protocol':'UDP','nodePort':30005}                   | 201 53T:30005 53U:30005
            {'name':'t','port':53,'nodePort':30005},{'name':'u','port':53,'protocol':'UDP'}                   | 201 53T:30005 53U:30005
            {'name':'t','port':53,'nodePort':30005},{'name':'u','port':53,'protocol':'UDP','nodePort':30006}  | 201 53T:30005 53U:30006
            """)
    void aNewServiceHasOneForBothProtocolsOfAPort(String given, String expected) {
        assertEquals(expected, ports(world.post(SERVICES, service("LoadBalancer", given)), new LinkedHashMap<>()));
    }

    /** By a PUT that names none. The first letters are those of the Service as it was created. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'port':80}                         | {'port':80,'targetPort':8080}                            | 201 80T:A       | 200 80T:A
            {'port':80}                         | {'port':81}                                              | 201 80T:A       | 200 81T:A
            {'port':80}                         | {'port':80,'protocol':'UDP'}                             | 201 80T:A       | 200 80U:A
            {'port':80}                         | {'name':'w','port':80}                                   | 201 80T:A       | 200 80T:B
            {'name':'w','port':80}              | {'name':'w','port':81}                                   | 201 80T:A       | 200 81T:A
            {'name':'w','port':80}              | {'name':'w','port':81},{'name':'x','port':80}            | 201 80T:A       | 200 81T:A 80T:B
            {'name':'w','port':80}              | {'name':'x','port':80},{'name':'w','port':81}            | 201 80T:A       | 200 80T:B 81T:A
            {'name':'w','port':80,'nodePort':30005} | {'name':'w','port':80},{'name':'x','port':81,'nodePort':30005} | 201 80T:30005 | 200 80T:A 81T:30005
            {'name':'w','port':80}              | {'name':'w','port':80},{'name':'u','port':80,'protocol':'UDP'} | 201 80T:A | 200 80T:A 80U:B
            """)
    void anUpdateKeepsThemByThePortsName(String before, String after, String created, String updated) {
        Map<Long, String> letters = new LinkedHashMap<>();
        assertEquals(created, ports(world.post(SERVICES, service("LoadBalancer", before)), letters));
        assertEquals(updated, ports(world.put(SERVICES + "/a", service("LoadBalancer", after)), letters));
        // what was let go is free, what was kept is not
        String free = letters.containsValue("B") && !updated.contains("A") ? "201" : "422";
        long first = letters.entrySet().stream().filter(entry -> entry.getValue().equals("A")).findFirst().orElseThrow().getKey();
        assertEquals(free, message(world.post(SERVICES, service("NodePort", "{'port':1,'nodePort':" + first + "}")
                .replace("'name':'a'", "'name':'b'"))).substring(0, 3));
    }

    /** As kubectl apply does it: the list of ports is merged by the number, so that another number is another port. */
    @Test
    void aPatchThatReplacesThePortKeepsIts() {
        Map<Long, String> letters = new LinkedHashMap<>();
        assertEquals("201 80T:A", ports(world.post(SERVICES, service("LoadBalancer", "{'port':80}")), letters));
        assertEquals("200 81T:A", ports(world.strategic(SERVICES + "/a",
                "{'spec':{'$setElementOrder/ports':[{'port':81}],'ports':[{'port':81},{'$patch':'delete','port':80}]}}"), letters));
        assertEquals("200 80T:A", ports(world.strategic(SERVICES + "/a",
                "{'spec':{'$setElementOrder/ports':[{'port':80}],'ports':[{'port':80,'targetPort':8080},{'$patch':'delete','port':81}]}}"), letters));
        assertEquals("200 80T:-", ports(world.merge(SERVICES + "/a", "{'spec':{'type':'ClusterIP'}}"), letters));
    }
}
