package sc.fiji.invertibility.bench.roofline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import sc.fiji.invertibility.bench.Competitors;
import sc.fiji.invertibility.bench.RandomInputs;
import sc.fiji.invertibility.bench.ResultFile;
import sc.fiji.invertibility.bench.figure.LogPlot;
import sc.fiji.invertibility.bench.figure.Sheet;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Compares the speed of the operations with the limits of the machine and, on a graphics card, with PyTorch. The speed
 * of Winograd and of sparse kernels is given in the operations of the dense, direct ones, not all of which they
 * compute, so they may lie above the roof.
 */
public final class Roofline {

    /**
     * Each operation is repeated for this many nanoseconds, in several samples, the fastest of which counts, as for the
     * peak.
     */
    static final double PATIENCE = 1e8;

    static final int SAMPLES = 5;

    private final List<EngineOperation> operations;
    private final MachinePeak peak;
    private final ResultFile file;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** GFLOP/s of all operations, by who does them. */
    private final Map<String, double[]> speeds = new LinkedHashMap<>();

    private Roofline(List<EngineOperation> operations, MachinePeak peak, ResultFile file) {
        this.operations = operations;
        this.peak = peak;
        this.file = file;
    }

    /**
     * Measures the peak of the OpenCL device, and the operations on engines and in PyTorch.
     *
     * @param wanted tells the devices of the engines to measure
     * @param part of the names of the operations to measure; null for all
     * @param folder where {@code roofline.json} and {@code roofline.png} go
     */
    public static void run(Predicate<Device> wanted, String part, Path folder) {
        List<EngineOperation> operations = EngineOperations.all().stream()
                .filter(operation -> part == null || operation.name().contains(part))
                .toList();
        if (operations.isEmpty()) throw new IllegalArgumentException("there is no operation with " + part);
        // Before the engines are open: they take the fault signals back from the compiler of a CPU driver.
        MachinePeak peak = MachinePeak.ofBestDevice();
        Roofline roofline = new Roofline(operations, peak, new ResultFile(folder.resolve("roofline.json")));
        line("peak of %s: %.0f GFLOP/s, %.1f GB/s%n", peak.device(), peak.gigaflops(), peak.gigabytes());
        line("%3s %-40s %-8s %10s %10s %10s %8s%n", "", "operation", "by", "ms", "FLOP/byte", "GFLOP/s", "of roof");
        try (Competitors competitors = Competitors.open()) {
            for (Engine engine : competitors.engines()) {
                Device device = engine.device();
                String label = device.type().equals("Java") ? "Java" : "OpenCL";
                if (wanted.test(device)) roofline.measure(label, device.name(), operation -> time(engine, operation));
            }
        }
        Optional<TorchOperations> torch = TorchOperations.open();
        torch.ifPresent(peer -> {
            try (peer) {
                roofline.measure("PyTorch", peer.name(), peer::time);
            }
        });
        roofline.draw(folder.resolve("roofline.png"));
    }

    private void measure(String label, String device, ToDoubleFunction<EngineOperation> time) {
        double[] all = new double[operations.size()];
        for (int i = 0; i < all.length; i++) {
            EngineOperation operation = operations.get(i);
            double nanos = time.applyAsDouble(operation);
            if (Double.isNaN(nanos)) continue;
            all[i] = operation.operations() / nanos;
            double roof = Math.min(peak.gigaflops(), operation.intensity() * peak.gigabytes());
            line(
                    "%3d %-40s %-8s %10.4f %10.1f %10.1f %7.0f%%%n",
                    i + 1, operation.name(), label, nanos * 1e-6, operation.intensity(), all[i], 100 * all[i] / roof);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("operation", operation.name());
            row.put("by", label);
            row.put("device", device);
            row.put("ms", nanos * 1e-6);
            row.put("flop_per_byte", operation.intensity());
            row.put("gflops", all[i]);
            row.put("peak_device", peak.device());
            row.put("peak_gflops", peak.gigaflops());
            row.put("peak_gbytes", peak.gigabytes());
            rows.add(row);
        }
        speeds.put(label, all);
        file.write(rows);
    }

    private void draw(Path figure) {
        try {
            LogPlot plot = new LogPlot("Roofline", "operations a byte", "GFLOP/s", 1.8);
            roof(plot);
            speeds.forEach((label, all) -> points(plot, label, all));
            new Sheet(List.of(plot), 1).write(figure);
        } catch (RuntimeException | LinkageError | InternalError e) {
            // A bare machine has no fonts.
            System.err.println("no figure can be drawn here: " + e);
        }
    }

    private void roof(LogPlot plot) {
        double ridge = peak.gigaflops() / peak.gigabytes();
        double[] intensities = {1.0 / 8, ridge, 1000};
        double[] roof = {peak.gigabytes() / 8, peak.gigaflops(), peak.gigaflops()};
        String label = String.format(Locale.ROOT, "%.0f GFLOP/s, %.0f GB/s", peak.gigaflops(), peak.gigabytes());
        plot.line(label, intensities, roof);
    }

    private void points(LogPlot plot, String label, double[] all) {
        int[] measured = IntStream.range(0, all.length).filter(i -> all[i] > 0).toArray();
        double[] x = Arrays.stream(measured)
                .mapToDouble(i -> operations.get(i).intensity())
                .toArray();
        double[] y = Arrays.stream(measured).mapToDouble(i -> all[i]).toArray();
        plot.points(label, x, y);
        for (int i = 0; i < x.length; i++) plot.note(String.valueOf(measured[i] + 1), x[i], y[i]);
    }

    /** Nanoseconds of one run, of many that are queued before the host waits; NaN if it fails. */
    private static double time(Engine engine, EngineOperation operation) {
        try (Scope owner = new Scope()) {
            Consumer<Scope> work = operation.preparation().on(engine, owner);
            FeatureMap probe = engine.upload(owner, RandomInputs.image(new Shape(1, 1, 1), 1));
            repeat(engine, work, probe, 3);
            int times = (int) Math.max(1, PATIENCE / repeat(engine, work, probe, 2));
            double fastest = Double.MAX_VALUE;
            for (int i = 0; i < SAMPLES; i++) fastest = Math.min(fastest, repeat(engine, work, probe, times));
            return fastest;
        } catch (RuntimeException e) {
            System.err.println(
                    operation.name() + " is not measured on " + engine.device().name() + ": " + e);
            return Double.NaN;
        }
    }

    private static double repeat(Engine engine, Consumer<Scope> work, FeatureMap probe, int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++)
            try (Scope local = new Scope()) {
                work.accept(local);
            }
        // A device works while the host continues: when a value has been read, what was queued before it is done.
        engine.dot(probe, probe);
        return (System.nanoTime() - start) / (double) times;
    }

    private static void line(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
        System.out.flush();
    }
}
