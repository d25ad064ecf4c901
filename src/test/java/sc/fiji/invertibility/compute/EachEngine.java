package sc.fiji.invertibility.compute;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Runs a test with every engine that can be opened on this machine; JUnit closes them afterwards. */
public final class EachEngine implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Engines.list().stream()
                .filter(DeviceStatus::usable)
                .map(status -> status.device().type().equals("Java")
                        ? Engines.JAVA
                        : status.device().name())
                .map(name -> Arguments.of(Named.of(name, Engines.open(name, warning -> {}))));
    }
}
