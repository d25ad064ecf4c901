package sc.fiji.invertibility;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;
import net.imglib2.parallel.TaskExecutors;
import sc.fiji.invertibility.compute.DeviceFailure;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;

/**
 * Opens the engines of a piece of work; if a device fails that was chosen automatically, the Java engine takes over.
 *
 * <p>Where ImgLib2's {@link Parallelization} limits the number of threads, Java engines take no more than that, and
 * {@value Engines#AUTO} chooses a GPU or the Java engine: the drivers of other devices start as many threads as they
 * like.
 */
public final class EngineChoice {

    /**
     * What is done with the engines.
     *
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface Work<E extends Exception> {

        /**
         * Does the work; engines that it opens are closed when it ends.
         *
         * @throws E if it fails
         */
        void run() throws E;
    }

    private final Consumer<String> warnings;
    private final BiFunction<String, Consumer<String>, Engine> devices;
    private final IntFunction<Engine> java;

    /** Whether the device was chosen automatically, and whether that one failed. */
    private boolean automatic, failed;

    /**
     * Creates a choice among the devices of this machine.
     *
     * @param warnings receives one sentence for each device that is not used although it was to be
     */
    public EngineChoice(Consumer<String> warnings) {
        this(warnings, Engines::open, Engines::withThreads);
    }

    EngineChoice(
            Consumer<String> warnings,
            BiFunction<String, Consumer<String>, Engine> devices,
            IntFunction<Engine> javaWithThreads) {
        this.warnings = warnings;
        this.devices = devices;
        this.java = javaWithThreads;
    }

    /**
     * Opens the engine of a device that the user chose.
     *
     * @param device {@value Engines#AUTO}, {@value Engines#JAVA} or the name of a device
     * @return the engine, which the caller closes
     * @throws IllegalArgumentException if there is no such device, or it cannot be used
     */
    public Engine open(String device) {
        automatic = device.trim().equalsIgnoreCase(Engines.AUTO);
        String choice = automatic && failed ? Engines.JAVA : device;
        TaskExecutor threads = Parallelization.getTaskExecutor();
        if (threads != TaskExecutors.multiThreaded() && runsOnJava(choice)) return java.apply(threads.getParallelism());
        try {
            return devices.apply(choice, warnings);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("device: " + e.getMessage(), e);
        }
    }

    /**
     * Does the work, a second time if a device fails that was chosen automatically.
     *
     * @param work opens its engines by {@link #open}
     * @param <E> what it may throw
     * @throws E if the work does
     * @throws DeviceFailure if a device fails that the user chose by name
     */
    public <E extends Exception> void run(Work<E> work) throws E {
        failed = false;
        try {
            work.run();
        } catch (DeviceFailure e) {
            if (!automatic) throw e;
            failed = true;
            warnings.accept(e.getMessage() + "; the Java engine begins anew");
            work.run();
        }
    }

    /** Computes something with one engine, which is closed afterwards. */
    <R> R compute(String device, Function<Engine, R> work) {
        AtomicReference<R> result = new AtomicReference<>();
        run(() -> {
            try (Engine engine = open(device)) {
                result.set(work.apply(engine));
            }
        });
        return result.get();
    }

    /** Whether the Java engine is chosen while threads are limited. */
    private static boolean runsOnJava(String choice) {
        String name = choice.trim();
        return name.equalsIgnoreCase(Engines.JAVA)
                || name.equalsIgnoreCase(Engines.AUTO)
                        && Engines.list().stream()
                                .noneMatch(status -> status.usable()
                                        && status.device().type().equals("GPU"));
    }
}
