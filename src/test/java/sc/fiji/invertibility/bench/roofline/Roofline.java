package sc.fiji.invertibility.bench.roofline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import sc.fiji.invertibility.bench.Competitors;
import sc.fiji.invertibility.bench.Draw;
import sc.fiji.invertibility.bench.ResultFile;
import sc.fiji.invertibility.bench.figure.LogPlot;
import sc.fiji.invertibility.bench.figure.Sheet;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * How near the verbs come to what the machine can do. The speed of minimal and of sparse kernels is given in
 * the operations of the dense and direct ones, which they do not all compute, so they may lie above the roof.
 */
public final class Roofline {

    /** A verb is repeated for so many nanoseconds, in so many samples of which the fastest counts, as of the peak. */
    private static final double PATIENCE = 1e8;

    private static final int SAMPLES = 5;

    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final MachinePeak peak;

    private Roofline(MachinePeak peak) {
        this.peak = peak;
    }

    /**
     * Measures the peak of the OpenCL device, and the verbs on all engines.
     *
     * @param folder where {@code roofline.json} and {@code roofline.png} go
     */
    public static void run(Path folder) {
        // Before the engines are open: they take the fault signals back from the compiler of a CPU driver.
        MachinePeak peak = MachinePeak.ofFirstDevice();
        try (Competitors competitors = Competitors.open()) {
            new Roofline(peak).run(competitors.engines(), folder);
        }
    }

    private void run(List<Engine> engines, Path folder) {
        line("peak: %.0f GFLOP/s, %.1f GB/s%n", peak.gigaflops(), peak.gigabytes());
        line("%3s %-40s %-8s %10s %10s %10s %8s%n", "", "verb", "engine", "ms", "FLOP/byte", "GFLOP/s", "of roof");
        LogPlot plot = new LogPlot("Roofline", "operations a byte", "GFLOP/s", 1.8);
        roof(plot);
        for (Engine engine : engines) measure(engine, plot);
        new ResultFile(folder.resolve("roofline.json")).write(rows);
        new Sheet(List.of(plot), 1).write(folder.resolve("roofline.png"));
    }

    private void roof(LogPlot plot) {
        double ridge = peak.gigaflops() / peak.gigabytes();
        double[] intensities = {1.0 / 8, ridge, 1000};
        double[] speeds = {peak.gigabytes() / 8, peak.gigaflops(), peak.gigaflops()};
        String label = String.format(Locale.ROOT, "%.0f GFLOP/s, %.0f GB/s", peak.gigaflops(), peak.gigabytes());
        plot.line(label, intensities, speeds);
    }

    private void measure(Engine engine, LogPlot plot) {
        List<Verb> verbs = Verbs.all();
        double[] intensities = new double[verbs.size()], speeds = new double[verbs.size()];
        String label = label(engine.device());
        for (int i = 0; i < speeds.length; i++) {
            Verb verb = verbs.get(i);
            double nanos = time(engine, verb);
            intensities[i] = verb.intensity();
            speeds[i] = verb.operations() / nanos;
            double roof = Math.min(peak.gigaflops(), verb.intensity() * peak.gigabytes());
            line(
                    "%3d %-40s %-8s %10.3f %10.1f %10.1f %7.0f%%%n",
                    i + 1, verb.name(), label, nanos * 1e-6, verb.intensity(), speeds[i], 100 * speeds[i] / roof);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("verb", verb.name());
            row.put("device", engine.device().name());
            row.put("ms", nanos * 1e-6);
            row.put("flop_per_byte", verb.intensity());
            row.put("gflops", speeds[i]);
            row.put("peak_gflops", peak.gigaflops());
            row.put("peak_gbytes", peak.gigabytes());
            rows.add(row);
        }
        plot.points(label, intensities, speeds);
        for (int i = 0; i < speeds.length; i++) plot.note(String.valueOf(i + 1), intensities[i], speeds[i]);
    }

    private static String label(Device device) {
        return device.type().equals("Java") ? "Java" : "OpenCL";
    }

    /** Nanoseconds of one run, of many that are queued before the host waits. */
    private static double time(Engine engine, Verb verb) {
        try (Scope owner = new Scope()) {
            Consumer<Scope> work = verb.preparation().on(engine, owner);
            FeatureMap probe = engine.upload(owner, Draw.image(new Shape(1, 1, 1), 1));
            repeat(engine, work, probe, 3);
            int times = (int) Math.max(1, PATIENCE / repeat(engine, work, probe, 2));
            double fastest = Double.MAX_VALUE;
            for (int i = 0; i < SAMPLES; i++) fastest = Math.min(fastest, repeat(engine, work, probe, times));
            return fastest;
        }
    }

    private static double repeat(Engine engine, Consumer<Scope> work, FeatureMap probe, int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++)
            try (Scope local = new Scope()) {
                work.accept(local);
            }
        // A device works on while the host goes on: what is queued before a value is there when the value is.
        engine.dot(probe, probe);
        return (System.nanoTime() - start) / (double) times;
    }

    private static void line(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
