package sc.fiji.invertibility;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A package only uses packages below it, in the order of the README's table. */
class ArchitectureTest {

    private static final String ROOT = ArchitectureTest.class.getPackageName();

    private static final String OPENCL = ROOT + ".compute.opencl";

    /** The name of the root package, which holds the front door of the Java API, in the list of packages. */
    private static final String DOOR = "";

    private static final List<String> BOTTOM_UP = List.of(
            "filters",
            "compute",
            "sparse",
            "network",
            "weights",
            "invert",
            "measure",
            "image",
            DOOR,
            "command",
            "headless");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void aPackageUsesOnlyPackagesBelowIt() {
        for (int i = 0; i < BOTTOM_UP.size(); i++) {
            String[] above = BOTTOM_UP.subList(i + 1, BOTTOM_UP.size()).stream()
                    .map(ArchitectureTest::within)
                    .toArray(String[]::new);
            if (above.length == 0) continue;
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAPackage(within(BOTTOM_UP.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @Test
    void everyClassIsInAKnownPackage() {
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .resideInAnyPackage(
                        BOTTOM_UP.stream().map(ArchitectureTest::within).toArray(String[]::new))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void theEnginesDoNotKnowEachOther() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(ROOT + ".compute.java..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".compute.opencl..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void theKernelsForProcessorsAndGpusDoNotKnowEachOther() {
        mayNotUse("processor", "gpu");
        mayNotUse("gpu", "processor");
    }

    @Test
    void theDeviceKnowsNoKernelsAndNoKernelsKnowTheEntryPoint() {
        mayNotUse("device", "processor", "gpu");
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(OPENCL + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(OPENCL)
                .check(classes);
    }

    private void mayNotUse(String part, String... others) {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(OPENCL + "." + part + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.of(others)
                        .map(other -> OPENCL + "." + other + "..")
                        .toArray(String[]::new))
                .allowEmptyShould(true)
                .check(classes);
    }

    private static String within(String name) {
        return name.equals(DOOR) ? ROOT : ROOT + "." + name + "..";
    }
}
