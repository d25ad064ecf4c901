package sc.fiji.invertibility.bench.scaling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.invertibility.bench.figure.LogPlot;
import sc.fiji.invertibility.bench.figure.Sheet;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.opencl.OpenClDevice;

/** How time and memory grow with the work, on each engine: a table, a plot and a file. */
public final class Scaling {

    private static final double MEBIBYTE = 1 << 20;

    private Scaling() {}

    /**
     * Measures.
     *
     * @param wanted the only sweep to measure, or null for all
     * @param quick whether the largest sizes are left out
     * @param folder where {@code scaling.json} and {@code scaling.png} go
     * @throws IllegalArgumentException if there is no such sweep
     */
    public static void run(String wanted, boolean quick, Path folder) {
        int processors = Runtime.getRuntime().availableProcessors();
        List<Sweep> sweeps = Sweeps.all();
        List<String> names = sweeps.stream().map(Sweep::name).toList();
        if (wanted != null && !names.contains(wanted))
            throw new IllegalArgumentException(
                    "there is no growth " + wanted + ", choose one of: " + String.join(", ", names));
        try {
            Growths growths = Growths.of(folder.resolve("scaling.json"));
            for (Sweep sweep : sweeps) {
                if (wanted != null && !wanted.equals(sweep.name())) continue;
                for (OpenClDevice device : devices())
                    measure(quick ? sweep.upTo(sweep.quick()) : sweep, () -> device.open(sweep.limit()), growths);
                Sweep shorter = sweep.upTo(quick ? sweep.quick() : sweep.java());
                measure(shorter, () -> JavaEngine.create(processors, sweep.limit()), growths);
            }
            draw(sweeps, growths, folder.resolve("scaling.png"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** None where OpenCL is missing. */
    private static List<OpenClDevice> devices() {
        try {
            return OpenClDevice.found();
        } catch (LinkageError | RuntimeException e) {
            System.err.println("OpenCL does not answer: " + e.getMessage());
            return List.of();
        }
    }

    private static void measure(Sweep sweep, Rounds.Opening opening, Growths growths) {
        line("%n%s%n", sweep.name());
        Growth growth = Rounds.measure(
                sweep,
                opening,
                (round, size) ->
                        System.err.printf(Locale.ROOT, "\rround %d: %8.2f %s   ", round, size.size(), sweep.axis()));
        System.err.print("\r");
        growths.add(growth);
        line(
                "%12s %12s %8s %8s %14s %18s %12s%n",
                sweep.axis(), "ms", "± %", "turns", "ms each", "processor ms each", "peak MiB");
        for (int i = 0; i < growth.sizes().length; i++)
            line(
                    "%12.2f %12.1f %8.0f %8d %14.3f %18.3f %12.1f%n",
                    growth.sizes()[i],
                    growth.milliseconds()[i],
                    100 * growth.spreads()[i],
                    growth.turns()[i],
                    growth.each(i),
                    growth.eachOfProcessor(i),
                    growth.bytes()[i] / MEBIBYTE);
        line(
                "%12s %12.2f %51s %12.2f%n",
                "slope", growth.timeLaw().slope(), "", growth.memoryLaw().slope());
        line("%12s %44.2f %18.2f%n", "max/min", growth.unevenness(), growth.unevennessOfProcessor());
        line("%12s %s%n", "on", growth.device());
    }

    private static void draw(List<Sweep> sweeps, Growths growths, Path file) {
        List<Sweep> measured =
                sweeps.stream().filter(sweep -> !growths.of(sweep).isEmpty()).toList();
        List<LogPlot> plots = new ArrayList<>();
        for (boolean time : new boolean[] {true, false})
            for (Sweep sweep : measured) {
                LogPlot plot = new LogPlot(sweep.name(), sweep.axis(), time ? "ms" : "peak MiB");
                growths.of(sweep).forEach(growth -> curve(plot, growth, time));
                plots.add(plot);
            }
        new Sheet(plots, measured.size()).write(file);
    }

    private static void curve(LogPlot plot, Growth growth, boolean time) {
        double slope = time ? growth.timeLaw().slope() : growth.memoryLaw().slope();
        double[] y = growth.milliseconds();
        if (!time) {
            y = growth.bytes().clone();
            for (int i = 0; i < y.length; i++) y[i] /= MEBIBYTE;
        }
        String engine = growth.type().equals("Java") ? "Java" : "OpenCL";
        plot.curve(String.format(Locale.ROOT, "%s, slope %.2f", engine, slope), growth.sizes(), y);
    }

    private static void line(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
