package metallb.bootstrap.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import metallb.bootstrap.scenario.world.Detail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts are carried out, compared, and refused in words that help. */
class PerformanceTest {
    private static final String NODES = "nodes NODE... [with addresses NODE=ADDRESS[,ADDRESS]...]";
    private static final String BEGINNING = "scenario 1\n----\n\nnodes a b\n----\n\nrouter r1 10.0.0.1 as 100\n----\n\n";
    /** The line of what follows the beginning. */
    private static final int NEXT_LINE = 10;

    @Test
    void saysWhereAScriptIsNotMet() {
        Performance performance = perform("scenario 1\n----\n\nnodes a b\n----\nnode/a created, 10.1.0.1\nnode/c created\n");

        assertEquals(Optional.empty(), performance.stop());
        assertEquals(List.of("x.txt:4: nodes a b",
                        "      node/a created, 10.1.0.1",
                        "    - node/c created",
                        "    + node/b created, 10.1.0.2"),
                performance.differences());
        assertEquals("scenario 1\n----\n\nnodes a b\n----\nnode/a created, 10.1.0.1\nnode/b created, 10.1.0.2\n",
                performance.transcript());
    }

    @Test
    void carriesNothingOutOfAScriptThatItDoesNotUnderstand() {
        Performance performance = perform("scenario 1\n----\n\nnodes a\n----\n\nadvance 1y\n----\n");

        assertEquals(List.of(), performance.seen());
        assertEquals(Optional.of("x.txt:7: \"1y\" is no duration such as 1m30s or 500ms; usage: advance DURATION"),
                performance.stop());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nodes a                              | a script's first command is "scenario 1"
            scenario 2                           | version 2 is not known here, only 1; usage: scenario VERSION
            scenario                             | VERSION is missing; usage: scenario VERSION
            """)
    void theVersionStandsAtTheHead(String command, String why) {
        assertEquals(Optional.of("x.txt:1: " + why), perform(command + "\n----\n").stop());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            scenario 1                           | the version stands at the head of the script alone
            advance                              | DURATION is missing; usage: advance DURATION
            advance 1s 2s                        | "2s" is one word too many; usage: advance DURATION
            advance 1s~more                      | this command takes one line; usage: advance DURATION
            advance 999999h                      | "999999h" is longer than 366 days; usage: advance DURATION
            router r2 nowhere as 100             | "nowhere" is no address; usage: router NAME ADDRESS as ASN [id ID] [password PASSWORD]
            router r2 2001:db8::1 as 100         | 2001:db8::1 is no IPv4 address, which could be the router's id as well; write id ID behind; usage: router NAME ADDRESS as ASN [id ID] [password PASSWORD]
            router r2 2001:db8::1 as 100 id 0    | '"0" is no router id; usage: router NAME ADDRESS as ASN [id ID] [password PASSWORD]'
            router r2 2001:db8::1 as 100 di 9    | '"di" stands where "id" should; usage: router NAME ADDRESS as ASN [id ID] [password PASSWORD]'
            router r2 10.0.0.2 as 100 password   | PASSWORD is missing; usage: router NAME ADDRESS as ASN [id ID] [password PASSWORD]
            router r2 2001:db8::1 as 100 password x | 2001:db8::1 is no IPv4 address, which could be the router's id as well; write id ID behind; usage: router NAME ADDRESS as ASN [id ID] [password PASSWORD]
            router r2 10.0.0.2 AS 100            | "AS" stands where "as" should; usage: router NAME ADDRESS as ASN [id ID] [password PASSWORD]
            router r2 10.0.0.2 as 4294967296     | "4294967296" is no AS number; usage: router NAME ADDRESS as ASN [id ID] [password PASSWORD]
            status nginx                         | "nginx" is not NAMESPACE/NAME; usage: status NAMESPACE/NAME
            status default/NGINX                 | name "NGINX" is no name: lower-case letters, digits, - and .; usage: status NAMESPACE/NAME
            get service default/nginx spec       | "spec" is no JSON pointer such as /spec/type; usage: get KIND NAMESPACE/NAME POINTER
            delete thing default/nginx           | "thing" is no kind of the embedded API; usage: delete KIND NAMESPACE/NAME
            weather rainy                        | '"rainy" is not fair, refused, lost, unheard, late, stuck or mixed; usage: weather fair|refused|lost|unheard|late|stuck|mixed SEED'
            weather mixed x                      | '"x" is no number from 0 to 999999999; usage: weather fair|refused|lost|unheard|late|stuck|mixed SEED'
            weather mixed                        | 'SEED is missing; usage: weather fair|refused|lost|unheard|late|stuck|mixed SEED'
            outage router r1                     | 'DURATION is missing; usage: outage controller|controller-NAME|speaker NODE DURATION'
            clocks up 1h                         | '"up" is not forward or back; usage: clocks forward|back DURATION'
            config                               | the text below the command is missing; usage: config, and the configuration's text below
            apply~a: [                           | not YAML: while parsing a flow node; usage: apply, and manifests below
            apply~[]                             | a manifest is a mapping, not []; usage: apply, and manifests below
            apply~kind: Pool                     | the embedded API has no  "Pool"; usage: apply, and manifests below
            """)
    void aBadArgumentIsRefusedWithFileAndLine(String command, String why) {
        assertRefused(command, why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nodes b                              | there is a speaker b already
            nodes d with addresses d=10.0.0.1    | 10.0.0.1 is the address of router r1 already
            nodes d with addresses d=10.9.9.9,10.0.0.1 | 10.0.0.1 is the address of router r1 already
            router r1 10.0.0.2 as 1              | there is a router r1 already
            cut c r1                             | there is no speaker c
            heal a r2                            | there is no router r2
            start controller                     | controller runs already
            routes r2                            | there is no router r2
            sessions c                           | there is neither a router nor a node c
            node c ready=false                   | there is no speaker c
            """)
    void whatIsNotThereIsRefusedWithFileAndLine(String command, String why) {
        assertRefused(command, why);
    }

    @Test
    void manifestsAreAppliedInOrderAndRefusedInTheServersWords() {
        Performance performance = perform("""
                scenario 1
                ----

                apply
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: one, namespace: new}
                ---
                # nothing in this one
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: two}
                spec: {type: Wrong, ports: [{port: 80}]}
                ----
                """);

        assertEquals(Optional.empty(), performance.stop());
        assertEquals(List.of("configmap/one created",
                        "service/two refused: Service \"two\" is invalid: spec.type: Unsupported value: \"Wrong\":"
                                + " supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\""),
                performance.seen().getLast());
    }

    @Test
    void aRoleThatThereIsNotIsRefused() {
        assertRefused("stop everything", "\"everything\" is not controller, speaker or router;"
                + " usage: stop controller|controller-NAME|speaker NODE|router NAME");
    }

    @Test
    void anUnknownCommandIsRefusedWithAllThatThereAre() {
        assertRefused("dance", "unknown command \"dance\"; there are scenario, nodes, router, config, apply, controller,"
                + " service, endpoints, overwrite, delete, node, advance, status, get, events, routes, sessions, explain, metrics, stop, crash,"
                + " start, cut, heal, freeze, partition, weather, outage, clocks");
    }

    @Test
    void twoWordsAreNeverTakenForOne() {
        assertRefused("nodes c c", "node c stands there twice; usage: " + NODES);
        assertRefused("nodes c with addresses c=10.1.0.7 c=10.1.0.8", "\"c\" stands there twice; usage: " + NODES);
        assertRefused("nodes c with addresses d=10.1.0.7", "\"d=10.1.0.7\" is none of c=; usage: " + NODES);
    }

    private static void assertRefused(String command, String why) {
        Performance performance = perform(BEGINNING + command.replace('~', '\n') + "\n----\n");
        assertEquals(Optional.of("x.txt:" + NEXT_LINE + ": " + why), performance.stop());
    }

    private static Performance perform(String text) {
        return Performance.of(ScriptTest.parse(text), Detail.REPORTS);
    }
}
