package sc.fiji.invertibility.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.opencl.device.DriverCallCounter;
import sc.fiji.invertibility.compute.opencl.device.DriverCallCounter.Kind;
import sc.fiji.invertibility.compute.opencl.gpu.GpuTestDevice;

/**
 * Counts what each case asks of the driver with the kernels for GPUs, whatever the device: on a card a launch takes the
 * host some microseconds, no matter how little it computes. The long cases are shortened.
 */
final class Calls {

    private static final String ROW = "%-18s %s%n";

    private Calls() {}

    static void run(String wanted) {
        System.out.printf(ROW, "case", row(kind -> kind.name().toLowerCase(Locale.ROOT)));
        try (Engine engine = GpuTestDevice.open()) {
            for (BenchCase one : Cases.all(true))
                if (wanted == null || wanted.equals(one.name())) System.out.printf(ROW, one.name(), calls(one, engine));
        }
    }

    /** Counts the calls of a run after the first one, which builds programs and fills the pool of free buffers. */
    private static String calls(BenchCase one, Engine engine) {
        try (Contender contender = one.on(engine)) {
            contender.run();
            try (DriverCallCounter counter = DriverCallCounter.start()) {
                contender.run();
                return row(kind -> String.valueOf(counter.of(kind)));
            }
        }
    }

    private static String row(Function<Kind, String> cell) {
        return Arrays.stream(Kind.values())
                .map(kind -> String.format("%12s", cell.apply(kind)))
                .collect(Collectors.joining());
    }
}
