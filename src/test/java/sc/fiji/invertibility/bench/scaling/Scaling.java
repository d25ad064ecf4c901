package sc.fiji.invertibility.bench.scaling;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.invertibility.bench.ResultFile;
import sc.fiji.invertibility.bench.figure.LogPlot;
import sc.fiji.invertibility.bench.figure.Sheet;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.compute.opencl.OpenClDevice;

/** How time and memory grow with the work, on each engine: a table, a plot and a file. */
public final class Scaling {

    /** Device memory that an engine may hold. */
    private static final long LIMIT = 1L << 30;

    /** The largest sizes of a quick run and of the Java engine's full run, in the order of the sweeps. */
    private static final int[] QUICK = {16, 128, 16, 10}, JAVA = {64, 512, 64, 50};

    private final List<Growth> growths = new ArrayList<>();

    private Scaling() {}

    /**
     * Measures.
     *
     * @param wanted the only sweep to measure, or null for all
     * @param quick whether the largest sizes are left out
     * @param folder where {@code scaling.json} and {@code scaling.png} go
     */
    public static void run(String wanted, boolean quick, Path folder) {
        Scaling scaling = new Scaling();
        int processors = Runtime.getRuntime().availableProcessors();
        List<Sweep> sweeps = Sweeps.all();
        for (int i = 0; i < sweeps.size(); i++) {
            Sweep sweep = sweeps.get(i);
            if (wanted != null && !wanted.equals(sweep.name())) continue;
            for (OpenClDevice device : OpenClDevice.found())
                scaling.measure(quick ? sweep.upTo(QUICK[i]) : sweep, () -> device.open(LIMIT));
            scaling.measure(sweep.upTo(quick ? QUICK[i] : JAVA[i]), () -> JavaEngine.create(processors, LIMIT));
        }
        new ResultFile(folder.resolve("scaling.json"))
                .write(scaling.growths.stream()
                        .flatMap(growth -> growth.rows().stream())
                        .toList());
        scaling.draw(folder.resolve("scaling.png"));
    }

    private void measure(Sweep sweep, Growth.Opening opening) {
        Growth growth = Growth.measure(sweep, opening);
        growths.add(growth);
        line("%n%s, %s%n", sweep.name(), growth.device().name());
        line("%12s %12s %14s %12s%n", sweep.axis(), "ms", "ms each", "peak MiB");
        for (int i = 0; i < growth.bytes().length; i++)
            line(
                    "%12d %12.1f %14.4f %12.1f%n",
                    sweep.sizes().get(i), growth.milliseconds()[i], growth.each(i), growth.bytes()[i] / (1 << 20));
        line(
                "%12s %12.2f %14s %12.2f%n",
                "slope", growth.timeLaw().slope(), "", growth.memoryLaw().slope());
    }

    private void draw(Path file) {
        List<String> names =
                growths.stream().map(growth -> growth.sweep().name()).distinct().toList();
        List<LogPlot> plots = new ArrayList<>();
        for (boolean time : new boolean[] {true, false})
            for (String name : names) {
                List<Growth> same = growths.stream()
                        .filter(growth -> growth.sweep().name().equals(name))
                        .toList();
                LogPlot plot = new LogPlot(name, same.get(0).sweep().axis(), time ? "ms" : "peak MiB");
                same.forEach(growth -> curve(plot, growth, time));
                plots.add(plot);
            }
        new Sheet(plots, names.size()).write(file);
    }

    private static void curve(LogPlot plot, Growth growth, boolean time) {
        double slope = time ? growth.timeLaw().slope() : growth.memoryLaw().slope();
        double[] y = growth.milliseconds();
        if (!time) {
            y = growth.bytes().clone();
            for (int i = 0; i < y.length; i++) y[i] /= 1 << 20;
        }
        String engine = growth.device().type().equals("Java") ? "Java" : "OpenCL";
        plot.curve(String.format(Locale.ROOT, "%s, slope %.2f", engine, slope), growth.sizes(), y);
    }

    private static void line(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
