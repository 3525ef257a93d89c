package metallb.acceptance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules of the house as ArchUnit sees them, for a house with any root package: {@code metallb} is the real one,
 * {@code planted} a small one in which every rule is broken.
 */
final class HouseRules {
    /** The one place that sees a library, and what nobody else sees. */
    private static final Map<String, String> ONLY_IN = new TreeMap<>(Map.of(
            "java.lang.foreign..", "adapters.linux",
            "io.kubernetes..", "adapters.kubernetes",
            "okhttp3..", "adapters.kubernetes",
            "okio..", "adapters.kubernetes",
            "com.google.gson..", "adapters.kubernetes",
            "org.yaml..", "adapters.kubernetes",
            "org.snakeyaml..", "adapters.config",
            "ch.qos.logback..", "adapters.log",
            "picocli..", "bootstrap"));
    private final String root;
    private final TreeSet<String> named = new TreeSet<>();

    HouseRules(String root) {
        this.root = root;
    }

    /** Every rule under its name. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("domain depends on itself and the JDK only", domainDependsOnTheJdkOnly());
        rules.put("ports depend on domain only", portsDependOnDomainOnly());
        rules.put("adapters do not see bootstrap or acceptance", adaptersDoNotSeeBootstrap());
        rules.put("bootstrap does not see acceptance", bootstrapDoesNotSeeAcceptance());
        rules.put("domain is pure: types", domainSeesNone(Bans.OUTSIDE_TYPES));
        rules.put("domain is pure: calls", domainCallsNone(Bans.OUTSIDE_CALLS));
        rules.put("domain gives the same output in any JVM: types", domainSeesNone(Bans.UNSTEADY_TYPES));
        rules.put("domain gives the same output in any JVM: calls", domainCallsNone(Bans.UNSTEADY_CALLS));
        rules.put("ports and adapters name no event of a core and no effect but the report", adaptersNameNoEvent());
        rules.put("ports and adapters do not see where the core decides", adaptersSeeNoDecision());
        rules.put("adapters do not depend on each other", adaptersDoNotDependOnEachOther());
        rules.put("adapters.support packages are leaves", supportPackagesAreLeaves());
        rules.put("bgp sees net, route and itself only", bgpSeesNetAndRouteOnly());
        rules.put("net depends on nothing", netDependsOnNothing());
        rules.put("route sees net only", routeSeesNetOnly());
        rules.put("only core joins bgp with the rest", onlyCoreSeesBgp());
        rules.put("no package cycles", noPackageCycles());
        rules.put("tools.jackson.. only where JSON is spoken", onlyWhereJsonIsSpoken("tools.jackson.."));
        rules.put("com.fasterxml.jackson.. only where JSON is spoken", onlyWhereJsonIsSpoken("com.fasterxml.jackson.."));
        rules.put("io.prometheus.. only in tests", onlyInTests("io.prometheus.."));
        ONLY_IN.forEach((library, place) -> rules.put(library + " only in " + place, only(place, library)));
        return rules;
    }

    /** Every package that the rules name as subject, exception or object; a misspelt one would pass silently. */
    List<String> namedPackages() {
        all();
        return List.copyOf(named);
    }

    private String named(String place) {
        named.add(root + "." + place);
        return root + "." + place;
    }

    private String in(String place) {
        return named(place) + "..";
    }

    private ArchRule domainDependsOnTheJdkOnly() {
        return classes().that().resideInAPackage(in("domain"))
                .should().onlyDependOnClassesThat(resideInAnyPackage(in("domain"), "java.."));
    }

    private ArchRule portsDependOnDomainOnly() {
        return classes().that().resideInAPackage(in("ports"))
                .should().onlyDependOnClassesThat(resideInAnyPackage(in("ports"), in("domain"), "java.."));
    }

    private ArchRule adaptersDoNotSeeBootstrap() {
        return noClasses().that().resideInAnyPackage(in("domain"), in("ports"), in("adapters"))
                .should().dependOnClassesThat().resideInAnyPackage(in("bootstrap"), in("acceptance"));
    }

    private ArchRule bootstrapDoesNotSeeAcceptance() {
        return noClasses().that().resideInAPackage(in("bootstrap"))
                .should().dependOnClassesThat().resideInAPackage(in("acceptance"));
    }

    /** No ban of these types is broken in domain. */
    ArchRule domainSeesNone(List<String> types) {
        return noClasses().that().resideInAPackage(in("domain"))
                .should().dependOnClassesThat(Bans.types(types).and(not(equivalentTo(Serializable.class))));
    }

    /** No ban of these calls is broken in domain. */
    ArchRule domainCallsNone(List<String> calls) {
        return noClasses().that().resideInAPackage(in("domain")).should().accessTargetWhere(Bans.calls(calls));
    }

    /** What adapters may see of the core's package: what it is asked, what it answers, what it tells the journal. */
    private ArchRule adaptersNameNoEvent() {
        List<String> words = Stream.of("Query", "Answer", "MetricFamily", "Report")
                .map(word -> named("domain.core") + "." + word).toList();
        return noClasses().that().resideInAnyPackage(in("ports"), in("adapters"))
                .should().dependOnClassesThat(resideInAPackage(in("domain.core")).and(not(DescribedPredicate.describe(
                        "is one of " + words, type -> words.contains(type.getName().replaceAll("\\$.*", ""))))));
    }

    private ArchRule adaptersSeeNoDecision() {
        return noClasses().that().resideInAnyPackage(in("ports"), in("adapters"))
                .should().dependOnClassesThat(resideInAPackage(in("domain")).and(not(resideInAnyPackage(in("domain.net"),
                        in("domain.route"), in("domain.cluster"), in("domain.config"), in("domain.core")))));
    }

    private ArchRule adaptersDoNotDependOnEachOther() {
        return slices().matching(named("adapters") + ".(*)..").should().notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage(in("adapters.support")));
    }

    private ArchRule supportPackagesAreLeaves() {
        return slices().matching(named("adapters.support") + ".(*)..").should().notDependOnEachOther();
    }

    private ArchRule bgpSeesNetAndRouteOnly() {
        return classes().that().resideInAPackage(in("domain.bgp"))
                .should().onlyDependOnClassesThat(
                        resideInAnyPackage(in("domain.bgp"), in("domain.net"), in("domain.route"), "java.."));
    }

    private ArchRule netDependsOnNothing() {
        return classes().that().resideInAPackage(in("domain.net"))
                .should().onlyDependOnClassesThat(resideInAnyPackage(in("domain.net"), "java.."));
    }

    private ArchRule routeSeesNetOnly() {
        return classes().that().resideInAPackage(in("domain.route"))
                .should().onlyDependOnClassesThat(resideInAnyPackage(in("domain.route"), in("domain.net"), "java.."));
    }

    private ArchRule onlyCoreSeesBgp() {
        return noClasses().that(resideInAPackage(in("domain"))
                        .and(not(resideInAnyPackage(in("domain.bgp"), in("domain.core")))))
                .should().dependOnClassesThat().resideInAPackage(in("domain.bgp"));
    }

    private ArchRule noPackageCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    private ArchRule onlyWhereJsonIsSpoken(String library) {
        return noClasses().that(resideInAPackage(root + "..").and(not(resideInAnyPackage(in("adapters.config"),
                        in("adapters.support.objects"), in("adapters.support.apistore"), in("adapters.devcluster"),
                        in("adapters.kubernetes"), in("adapters.http"), in("adapters.log"), in("bootstrap"),
                        in("acceptance")))))
                .should().dependOnClassesThat().resideInAnyPackage(library);
    }

    /** A test's oracle is nobody's library: what is shipped comes without it. */
    private ArchRule onlyInTests(String library) {
        return noClasses().that().resideInAPackage(root + "..").should().dependOnClassesThat().resideInAnyPackage(library);
    }

    private ArchRule only(String place, String library) {
        return noClasses().that(resideInAPackage(root + "..")
                        .and(not(resideInAnyPackage(in(place), in("acceptance")))))
                .should().dependOnClassesThat().resideInAnyPackage(library);
    }
}
