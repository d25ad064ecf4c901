package sc.fiji.invertibility;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers and names in messages, files and keys are the same in every country. */
class MessagesTest {

    @Test
    void nothingIsWrittenOrComparedInTheMachinesLocale() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(MessagesTest.class.getPackageName());
        for (DescribedPredicate<JavaMethodCall> call : List.of(
                calls(String.class, "format", String.class, Object[].class),
                calls(String.class, "formatted", Object[].class),
                calls(String.class, "toLowerCase"),
                calls(String.class, "toUpperCase"),
                calls(PrintStream.class, "printf", String.class, Object[].class),
                calls(PrintStream.class, "format", String.class, Object[].class)))
            ArchRuleDefinition.noClasses()
                    .should()
                    .callMethodWhere(call)
                    .because("a Persian machine writes other digits, and a Turkish one other letters")
                    .check(classes);
    }

    private static DescribedPredicate<JavaMethodCall> calls(Class<?> type, String method, Class<?>... parameters) {
        return target(owner(assignableTo(type)))
                .and(target(name(method)))
                .and(target(rawParameterTypes(parameters)))
                .forSubtype();
    }
}
