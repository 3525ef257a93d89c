package metallb.acceptance.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
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

    @TestFactory
    Stream<DynamicTest> everyPackageThatARuleNamesIsThere() {
        return new HouseRules("metallb").namedPackages().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> assertFalse(
                        REAL.that(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(name + ".."))
                                .isEmpty(), "no class in " + name)));
    }
}
