package sc.fiji.invertibility.compute;

import java.util.List;

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
}
