package sc.fiji.invertibility;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.rooms.Room;

/** A package only uses packages that are nearer to the ground, in the order of the README's table. */
class ArchitectureTest {

    private static final String ROOT = ArchitectureTest.class.getPackageName();

    private static final String OPENCL = ROOT + ".compute.opencl";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void aPackageUsesOnlyPackagesBelowIt() {
        List<Room> rooms = Room.FROM_THE_GROUND;
        for (int i = 0; i < rooms.size(); i++) {
            String[] above = packages(rooms.subList(i + 1, rooms.size()));
            if (above.length == 0) continue;
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAPackage(rooms.get(i).packages())
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void everyClassIsInAKnownPackage() {
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .resideInAnyPackage(packages(Room.FROM_THE_GROUND))
                .allowEmptyShould(true)
                .check(CLASSES);
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
                .check(CLASSES);
    }

    @Test
    void theOperationsDoNotKnowTheEnginesThatRunThem() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(ROOT + ".compute")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".compute.*..")
                .check(CLASSES);
    }

    @Test
    void onlyTheirProvidersKnowTheEngines() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".compute..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".compute.*..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCircles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
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
                .check(CLASSES);
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
                .check(CLASSES);
    }

    private static String[] packages(List<Room> rooms) {
        return rooms.stream().map(Room::packages).toArray(String[]::new);
    }
}
