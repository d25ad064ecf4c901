package sc.fiji.invertibility.compute.java;

import java.util.List;
import java.util.Optional;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.DeviceCandidate;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.EngineProvider;
import sc.fiji.invertibility.compute.Engines;

/** The Java engine, which every machine has. */
public final class JavaProvider implements EngineProvider {

    /** Makes a provider. */
    public JavaProvider() {}

    @Override
    public String name() {
        return Engines.JAVA;
    }

    @Override
    public Devices search() {
        return new Devices(List.of(new Heap()), "");
    }

    @Override
    public Optional<Engine> open(int threads) {
        return Optional.of(JavaEngine.create(threads));
    }

    private static final class Heap implements DeviceCandidate {

        @Override
        public Device device() {
            return JavaEngine.device(Runtime.getRuntime().maxMemory());
        }

        @Override
        public String failure() {
            return "";
        }

        @Override
        public Engine open() {
            return JavaEngine.create();
        }
    }
}
