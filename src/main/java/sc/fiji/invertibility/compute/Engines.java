package sc.fiji.invertibility.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        return open(choice, warnings, providers());
    }

    /**
     * Lists the devices that an engine can be opened on, as their drivers describe them. None is opened, since that
     * takes as long as building its kernels: whether they build and run shows when a device is first used.
     *
     * @return all OpenCL devices, then the Java engine; a device that failed in this session, and OpenCL itself if it
     *     does not respond, are listed as unusable, with the reason
     */
    public static List<DeviceStatus> list() {
        return list(providers());
    }

    /** Fiji's class loader has the plugin; the current thread's may be one that does not, such as that of a script. */
    /**
     * Opens an engine that uses no more than some threads of this machine's processors.
     *
     * @param threads how many, ≥ 1
     * @return the engine
     */
    public static Engine withThreads(int threads) {
        for (EngineProvider provider : providers()) {
            Optional<Engine> engine = provider.open(threads);
            if (engine.isPresent()) return engine.get();
        }
        throw new IllegalStateException("no engine lets its threads be chosen: the plugin's jar is not complete");
    }

    private static Iterable<EngineProvider> providers() {
        return ServiceLoader.load(EngineProvider.class, Engines.class.getClassLoader());
    }

    static Engine open(String choice, Consumer<String> warnings, Iterable<EngineProvider> providers) {
        String name = choice.trim();
        boolean java = name.equalsIgnoreCase(JAVA);
        List<DeviceCandidate> devices = new ArrayList<>();
        for (EngineProvider provider : providers)
            // Searching for other devices takes time.
            if (!java || provider.name().equals(JAVA))
                devices.addAll(provider.search().devices());
        return name.equalsIgnoreCase(AUTO) ? best(devices, warnings) : named(name, devices);
    }

    static List<DeviceStatus> list(Iterable<EngineProvider> providers) {
        List<DeviceStatus> statuses = new ArrayList<>();
        for (EngineProvider provider : providers) {
            EngineProvider.Devices found = provider.search();
            for (DeviceCandidate candidate : found.devices())
                statuses.add(
                        new DeviceStatus(candidate.device(), candidate.failure().isEmpty(), candidate.failure()));
            if (!found.failure().isEmpty())
                statuses.add(
                        new DeviceStatus(new Device(provider.name(), "none", 0, 0, "", ""), false, found.failure()));
        }
        return statuses;
    }

    private static Engine best(List<DeviceCandidate> devices, Consumer<String> warnings) {
        List<DeviceCandidate> byPreference = new ArrayList<>(AssignedGpu.among(ofType("GPU", devices)));
        byPreference.addAll(ofType("CPU", devices));
        byPreference.addAll(ofType("Java", devices));
        for (DeviceCandidate candidate : byPreference) {
            try {
                return candidate.open();
            } catch (RuntimeException | LinkageError e) {
                warnings.accept(unusable(candidate, e));
            }
        }
        throw new IllegalStateException("no device can be used");
    }

    private static List<DeviceCandidate> ofType(String type, List<DeviceCandidate> devices) {
        return devices.stream().filter(d -> d.device().type().equals(type)).toList();
    }

    private static Engine named(String name, List<DeviceCandidate> devices) {
        DeviceCandidate candidate = devices.stream()
                .filter(d -> d.device().name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no device \"" + name + "\", choose one of: " + choices(devices)));
        try {
            return candidate.open();
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(unusable(candidate, e), e);
        }
    }

    private static String choices(List<DeviceCandidate> devices) {
        return Stream.concat(
                        Stream.of(AUTO, JAVA),
                        devices.stream().map(d -> d.device().name()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String unusable(DeviceCandidate candidate, Throwable e) {
        return candidate.device().name() + " cannot be used: " + cause(e);
    }

    private static String cause(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
