package metallb.acceptance.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each ban of rules 2 and 2b finds a planted line, and each planted line is found by one ban: whoever deletes a ban or
 * makes it miss what it is for reads here which line is found by nobody.
 */
class BansTest {
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted.domain.core");
    private static final HouseRules RULES = new HouseRules("planted");

    @Test
    void eachBannedTypeIsFoundByItsBan() {
        assertEachFindsOne("planted.domain.core.Types", RULES::domainSeesNone,
                Stream.of(Bans.OUTSIDE_TYPES, Bans.UNSTEADY_TYPES));
    }

    @Test
    void eachBannedCallIsFoundByItsBan() {
        assertEachFindsOne("planted.domain.core.Calls", RULES::domainCallsNone,
                Stream.of(Bans.OUTSIDE_CALLS, Bans.UNSTEADY_CALLS));
    }

    @Test
    void eachBannedMethodReferenceIsFoundByItsBan() {
        assertEachFindsOne("planted.domain.core.References", RULES::domainCallsNone,
                Stream.of(Bans.OUTSIDE_CALLS, Bans.UNSTEADY_CALLS));
    }

    private static void assertEachFindsOne(String planted, Function<List<String>, ArchRule> rule,
            Stream<List<String>> bans) {
        JavaClass type = PLANTED.get(planted);
        Map<String, List<String>> found = new TreeMap<>();
        bans.flatMap(List::stream).forEach(ban -> found.put(ban, membersFound(type, rule.apply(List.of(ban)))));
        assertEquals(List.of(), found.keySet().stream().filter(ban -> found.get(ban).size() != 1)
                .map(ban -> ban + " finds " + found.get(ban)).toList(), "each ban finds one planted member");
        TreeSet<String> notFound = type.getMembers().stream().map(JavaMember::getName)
                .filter(name -> !name.equals("<init>")).collect(Collectors.toCollection(TreeSet::new));
        found.values().forEach(notFound::removeAll);
        if (!planted.endsWith("Types")) {
            type.getFields().forEach(field -> notFound.remove(field.getName()));
        }
        assertEquals(new TreeSet<>(), notFound, "planted members that no ban finds");
    }

    private static List<String> membersFound(JavaClass type, ArchRule rule) {
        Pattern member = Pattern.compile("<" + Pattern.quote(type.getName()) + "\\.(\\w+)");
        return rule.evaluate(PLANTED).getFailureReport().getDetails().stream()
                .flatMap(detail -> member.matcher(detail).results().limit(1))
                .map(match -> match.group(1)).distinct().toList();
    }
}
