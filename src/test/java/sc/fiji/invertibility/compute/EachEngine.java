package sc.fiji.invertibility.compute;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;
import sc.fiji.invertibility.compute.java.JavaEngine;

/** Hands a test every engine that can be opened on this machine; JUnit closes them after it. */
public final class EachEngine implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.of(Arguments.of(Named.of("Java", JavaEngine.create())));
    }
}
