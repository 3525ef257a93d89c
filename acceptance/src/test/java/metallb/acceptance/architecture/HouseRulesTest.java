package metallb.acceptance.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The real house keeps every rule; of the planted one each rule finds what is planted for it, and nothing else. */
class HouseRulesTest {
    private static final JavaClasses REAL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("metallb");
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

    private static final Pattern ORIGIN = Pattern.compile("<planted\\.((?:[a-z]+\\.)+[A-Z]\\w*)");
    /** Every rule, and the planted classes that it has to find: no other, and none less. */
    private static final String PLANTED_FOR = """
            adapters do not depend on each other: adapters.nio.SeesHttp adapters.support.objects.SeesHttp
            adapters do not see bootstrap or acceptance: adapters.http.SeesBootstrap domain.cluster.SeesBootstrap ports.transport.SeesBootstrap
            adapters.support packages are leaves: adapters.support.objects.SeesStore
            bgp sees net, route and itself only: domain.bgp.session.SeesService domain.bgp.wire.SeesPool
            bootstrap does not see acceptance: bootstrap.SeesAcceptance
            ch.qos.logback.. only in adapters.log: adapters.nio.SeesLibraries
            com.fasterxml.jackson.. only where JSON is spoken: adapters.nio.SeesLibraries
            com.google.gson.. only in adapters.kubernetes: adapters.nio.SeesLibraries
            domain depends on itself and the JDK only: domain.cluster.SeesBootstrap domain.config.SeesJackson
            domain gives the same output in any JVM: calls: domain.core.Calls domain.core.References
            domain gives the same output in any JVM: types: domain.core.Types
            domain is pure: calls: domain.core.Calls domain.core.References
            domain is pure: types: domain.core.Types
            io.kubernetes.. only in adapters.kubernetes: adapters.nio.SeesLibraries
            io.prometheus.. only in tests: adapters.http.SeesOracle
            java.lang.foreign.. only in adapters.linux: adapters.nio.SeesLibraries domain.core.Types
            net depends on nothing: domain.net.SeesRoute
            no package cycles: domain.bgp.wire.SeesPool
            okhttp3.. only in adapters.kubernetes: adapters.nio.SeesLibraries
            okio.. only in adapters.kubernetes: adapters.nio.SeesLibraries
            only core joins bgp with the rest: domain.announce.SeesBgp domain.pool.SeesBgp domain.service.SeesBgp
            org.snakeyaml.. only in adapters.config: adapters.nio.SeesLibraries
            org.yaml.. only in adapters.kubernetes: adapters.nio.SeesLibraries
            picocli.. only in bootstrap: adapters.nio.SeesLibraries
            ports and adapters do not see where the core decides: adapters.fakerouter.SeesPool ports.transport.SeesCore
            ports and adapters name no event of a core and no effect but the report: adapters.fakerouter.SeesEvent ports.transport.SeesCore
            ports depend on domain only: ports.transport.SeesBootstrap ports.transport.SeesNio
            route sees net only: domain.route.SeesConfig
            tools.jackson.. only where JSON is spoken: adapters.nio.SeesLibraries domain.config.SeesJackson""";

    @TestFactory
    Stream<DynamicTest> theHouseKeeps() {
        return new HouseRules("metallb").all().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(),
                        () -> rule.getValue().allowEmptyShould(true).check(REAL)));
    }

    @Test
    void eachRuleFindsWhatIsPlantedForIt() {
        assertEquals(PLANTED_FOR, new HouseRules("planted").all().entrySet().stream()
                .map(rule -> rule.getKey() + ": " + placesFound(rule.getValue()))
                .sorted().collect(Collectors.joining("\n")));
    }

    @Test
    void everyPackageThatARuleNamesIsThere() {
        assertEquals(List.of("metallb.acceptance"),
                withoutClasses(new HouseRules("metallb"), REAL),
                "acceptance has tests only, which are left out here");
    }

    /** The planted classes in which a rule finds violations. */
    private static String placesFound(ArchRule rule) {
        return rule.evaluate(PLANTED).getFailureReport().getDetails().stream()
                .flatMap(detail -> ORIGIN.matcher(detail).results().limit(1))
                .map(match -> match.group(1)).distinct().sorted().collect(Collectors.joining(" "));
    }

    private static List<String> withoutClasses(HouseRules rules, JavaClasses classes) {
        return rules.namedPackages().stream()
                .filter(name -> classes.that(resideInAPackage(name + "..")).isEmpty()).toList();
    }
}
