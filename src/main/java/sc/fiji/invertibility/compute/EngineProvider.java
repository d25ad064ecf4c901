package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.Optional;

/**
 * One way to run engines, such as OpenCL. {@link Engines} finds providers with {@link java.util.ServiceLoader}: a jar
 * names its own in {@code META-INF/services}. A provider has a public constructor without parameters, which takes no
 * time and needs no library that may be missing.
 */
public interface EngineProvider {

    /**
     * The devices that a search found.
     *
     * @param devices the devices, none of which was opened
     * @param failure why there are none, in one sentence; empty if there are some
     */
    record Devices(List<DeviceCandidate> devices, String failure) {}

    /** {@return what all of its devices have in common, such as OpenCL} */
    String name();

    /** {@return its devices on this machine} */
    Devices search();

    /**
     * Opens an engine that uses no more than some threads of this machine's processors.
     *
     * @param threads how many, ≥ 1
     * @return the engine; empty if the number of threads cannot be chosen
     */
    default Optional<Engine> open(int threads) {
        return Optional.empty();
    }
}
