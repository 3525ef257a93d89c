package metallb.acceptance.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The real house keeps every rule; the planted one, in which each is broken, is caught by every rule. */
class HouseRulesTest {
    private static final JavaClasses REAL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("metallb");
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

    @TestFactory
    Stream<DynamicTest> theHouseKeeps() {
        return new HouseRules("metallb").all().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(),
                        () -> rule.getValue().allowEmptyShould(true).check(REAL)));
    }

    @TestFactory
    Stream<DynamicTest> aPlantedViolationBreaks() {
        return new HouseRules("planted").all().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(),
                        () -> assertTrue(rule.getValue().evaluate(PLANTED).hasViolation(),
                                "the planted violation of this rule was not found")));
    }

    @Test
    void everyPackageThatARuleNamesIsThere() {
        assertEquals(List.of(), withoutClasses(new HouseRules("metallb"), REAL));
    }

    @Test
    void aPackageThatARuleNamesAndNobodyHasIsFound() {
        assertTrue(withoutClasses(new HouseRules("planted"), PLANTED).contains("planted.domain.service"));
    }

    private static List<String> withoutClasses(HouseRules rules, JavaClasses classes) {
        return rules.namedPackages().stream()
                .filter(name -> classes.that(resideInAPackage(name + "..")).isEmpty()).toList();
    }
}
