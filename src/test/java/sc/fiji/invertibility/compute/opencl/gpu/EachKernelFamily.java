package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;
import sc.fiji.invertibility.compute.EachEngine;
import sc.fiji.invertibility.compute.Engines;

/** Every engine, and the kernels for GPUs on the first device, whatever it is. */
public final class EachKernelFamily implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Stream<? extends Arguments> engines = new EachEngine().provideArguments(parameters, context);
        boolean opencl = Engines.list().stream()
                .anyMatch(status -> status.usable() && !status.device().type().equals("Java"));
        return opencl
                ? Stream.concat(engines, Stream.of(Arguments.of(Named.of("kernels for GPUs", GpuTestDevice.open()))))
                : engines;
    }
}
