package metallb.acceptance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rules of the house as ArchUnit sees them, for a house with any root package: {@code metallb} is the real one,
 * {@code planted} a small one in which every rule is broken.
 */
final class HouseRules {
    private final String root;

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
        rules.put("domain is pure: packages", domainIsPureInItsPackages());
        rules.put("domain is pure: calls", domainIsPureInItsCalls());
        rules.put("domain gives the same output in any JVM", domainIsTheSameInAnyJvm());
        rules.put("adapters do not depend on each other", adaptersDoNotDependOnEachOther());
        rules.put("adapters.support packages are leaves", supportPackagesAreLeaves());
        rules.put("bgp sees net, route and itself only", bgpSeesNetAndRouteOnly());
        rules.put("net depends on nothing", netDependsOnNothing());
        rules.put("route sees net only", routeSeesNetOnly());
        rules.put("only core joins bgp with the rest", onlyCoreSeesBgp());
        rules.put("no package cycles", noPackageCycles());
        rules.put("java.lang.foreign only in adapters.linux", only("adapters.linux", "java.lang.foreign.."));
        rules.put("the Kubernetes client only in adapters.kubernetes",
                only("adapters.kubernetes", "io.kubernetes..", "okhttp3..", "okio..", "com.google.gson.."));
        rules.put("Jackson only where configuration or JSON is read", jacksonOnlyWhereJsonIsSpoken());
        rules.put("Prometheus only in adapters.http", only("adapters.http", "io.prometheus.."));
        rules.put("Logback only in adapters.log", only("adapters.log", "ch.qos.logback.."));
        rules.put("picocli only in bootstrap", only("bootstrap", "picocli.."));
        return rules;
    }

    /** Every package that a rule names as its subject or as its exception; a misspelt one would pass silently. */
    List<String> namedPackages() {
        return Stream.of("domain", "ports", "adapters", "bootstrap", "domain.net", "domain.route", "domain.bgp.wire",
                "domain.bgp.session", "domain.pool", "domain.service", "domain.announce", "domain.config",
                "domain.cluster", "domain.core", "adapters.support.objects", "adapters.support.apistore",
                "adapters.kubernetes", "adapters.config", "adapters.http", "adapters.log", "adapters.nio",
                "adapters.fakerouter", "adapters.devcluster").map(this::named).toList();
    }

    private String named(String place) {
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

    private ArchRule domainIsPureInItsPackages() {
        return noClasses().that().resideInAPackage(in("domain"))
                .should().dependOnClassesThat(resideInAnyPackage("java.io..", "java.net..", "java.nio.channels..",
                        "java.nio.file..", "java.lang.foreign..", "java.util.concurrent..")
                        .or(isOneOf("java.lang.Thread", "java.lang.ThreadLocal", "java.lang.ProcessHandle",
                                "java.lang.Runtime", "java.util.Timer"))
                        .and(not(isOneOf("java.io.Serializable"))));
    }

    private ArchRule domainIsPureInItsCalls() {
        return noClasses().that().resideInAPackage(in("domain"))
                .should().accessTargetWhere(targets("reaches for the world outside", target ->
                        target.owner().equals("java.lang.System") && !target.name().equals("arraycopy")
                                || target.owner().startsWith("java.time.") && target.name().equals("now")
                                || target.owner().startsWith("java.time.Clock")
                                || target.owner().equals("java.lang.Math") && target.name().equals("random")
                                || target.owner().equals("java.util.UUID") && target.name().equals("randomUUID")
                                || target.owner().equals("java.util.Random") && target.name().equals("<init>")));
    }

    private ArchRule domainIsTheSameInAnyJvm() {
        return noClasses().that().resideInAPackage(in("domain"))
                .should().accessTargetWhere(targets("has an order that differs from JVM to JVM", target ->
                        (target.owner().equals("java.util.Set") || target.owner().equals("java.util.Map"))
                                && List.of("of", "ofEntries", "copyOf").contains(target.name())
                                || target.owner().equals("java.util.HashMap")
                                || target.owner().equals("java.util.HashSet")
                                || target.owner().equals("java.util.SplittableRandom") && target.name().equals("<init>")
                                && target.parameters() == 0
                                || target.owner().equals("java.util.stream.Collectors") && isUnordered(target)));
    }

    /** toSet always; toMap and groupingBy unless the caller says which map. */
    private static boolean isUnordered(Target target) {
        return switch (target.name()) {
            case "toSet", "toUnmodifiableSet", "toUnmodifiableMap", "partitioningBy" -> true;
            case "toMap" -> target.parameters() < 4;
            case "groupingBy" -> target.parameters() < 3;
            default -> false;
        };
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

    private ArchRule jacksonOnlyWhereJsonIsSpoken() {
        return noClasses().that(resideInAPackage(root + "..").and(not(resideInAnyPackage(in("adapters.config"),
                        in("adapters.support.objects"), in("adapters.support.apistore"), in("adapters.devcluster"),
                        in("adapters.kubernetes"), in("adapters.http"), in("adapters.log"), in("bootstrap"),
                        in("acceptance")))))
                .should().dependOnClassesThat().resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");
    }

    private ArchRule only(String place, String... packages) {
        return noClasses().that(resideInAPackage(root + "..")
                        .and(not(resideInAnyPackage(in(place), in("acceptance")))))
                .should().dependOnClassesThat().resideInAnyPackage(packages);
    }

    private static DescribedPredicate<JavaClass> isOneOf(String... names) {
        return DescribedPredicate.describe("one of " + List.of(names), type -> List.of(names).contains(type.getName()));
    }

    /** What a call or a method reference reaches. */
    private record Target(String owner, String name, int parameters) {}

    private static DescribedPredicate<JavaAccess<?>> targets(String description,
            java.util.function.Predicate<Target> predicate) {
        return DescribedPredicate.describe(description, access -> {
            AccessTarget target = access.getTarget();
            int parameters = target instanceof AccessTarget.CodeUnitAccessTarget code
                    ? code.getRawParameterTypes().size() : 0;
            return predicate.test(new Target(target.getOwner().getName(), target.getName(), parameters));
        });
    }
}
