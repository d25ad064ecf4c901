package sc.fiji.invertibility.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.invertibility.compute.java.JavaEngine;

/** Opens the engine that a user chose, or the best one on this machine. */
public final class Engines {

    /** Chooses an OpenCL GPU, else an OpenCL CPU, else the Java engine. */
    public static final String AUTO = "Auto";

    /** Chooses the Java engine, which runs anywhere. */
    public static final String JAVA = "Java";

    private Engines() {}

    /**
     * Opens an engine.
     *
     * @param choice {@value #AUTO}, {@value #JAVA}, or the name of a device as returned by {@link #list()}, in upper or
     *     lower case
     * @param warnings receives one sentence for each device that {@value #AUTO} skips because it does not open or its
     *     kernels do not build or run
     * @return the engine, which the caller closes
     * @throws IllegalArgumentException if there is no such device, in which case the message names those that there
     *     are, or if it cannot be used
     */
    public static Engine open(String choice, Consumer<String> warnings) {
        return open(choice, warnings, new OpenClDiscovery());
    }

    /**
     * Lists the devices that an engine can be opened on, as their drivers describe them. None is opened, since that
     * takes as long as building its kernels: whether they build and run shows when a device is first used.
     *
     * @return all OpenCL devices, then the Java engine; a device that failed in this session, and OpenCL itself if it
     *     does not respond, are listed as unusable, with the reason
     */
    public static List<DeviceStatus> list() {
        return list(new OpenClDiscovery());
    }

    static Engine open(String choice, Consumer<String> warnings, DeviceDiscovery openCl) {
        String name = choice.trim();
        if (name.equalsIgnoreCase(JAVA)) return JavaEngine.create();
        List<DeviceCandidate> devices = openCl.devices();
        return name.equalsIgnoreCase(AUTO) ? best(devices, warnings) : named(name, devices);
    }

    static List<DeviceStatus> list(DeviceDiscovery openCl) {
        List<DeviceStatus> statuses = new ArrayList<>();
        for (DeviceCandidate candidate : openCl.devices())
            statuses.add(
                    new DeviceStatus(candidate.device(), candidate.failure().isEmpty(), candidate.failure()));
        if (!openCl.failure().isEmpty())
            statuses.add(new DeviceStatus(new Device("OpenCL", "none", 0, 0, "", ""), false, openCl.failure()));
        try (Engine java = JavaEngine.create()) {
            statuses.add(new DeviceStatus(java.device(), true, ""));
        }
        return statuses;
    }

    private static Engine best(List<DeviceCandidate> devices, Consumer<String> warnings) {
        List<DeviceCandidate> byPreference = Stream.of("GPU", "CPU")
                .flatMap(type -> devices.stream().filter(d -> d.device().type().equals(type)))
                .toList();
        for (DeviceCandidate candidate : byPreference) {
            try {
                return candidate.open();
            } catch (RuntimeException | LinkageError e) {
                warnings.accept(unusable(candidate, e));
            }
        }
        return JavaEngine.create();
    }

    private static Engine named(String name, List<DeviceCandidate> devices) {
        DeviceCandidate candidate = devices.stream()
                .filter(d -> d.device().name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no device \"" + name
                        + "\", choose one of: "
                        + Stream.concat(
                                        Stream.of(AUTO, JAVA),
                                        devices.stream().map(d -> d.device().name()))
                                .collect(Collectors.joining(", "))));
        try {
            return candidate.open();
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(unusable(candidate, e), e);
        }
    }

    private static String unusable(DeviceCandidate candidate, Throwable e) {
        return candidate.device().name() + " cannot be used: " + cause(e);
    }

    private static String cause(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
