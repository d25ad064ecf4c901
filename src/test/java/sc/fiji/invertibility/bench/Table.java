package sc.fiji.invertibility.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;

/** Prints results as they come. */
record Table(PrintStream out) {

    private static final String ROW = "%-18s %-7s %-7s %9s %5s %9s %5s %7s %5s %8s %7s %9s %9s %7s %9s%n";

    void title(int threads, List<Engine> engines, List<Library> libraries) {
        line(
                "%d processors, load %.1f, Java %s%n",
                threads,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.version"));
        for (Engine engine : engines)
            line(
                    "%-7s %s, %s%n",
                    label(engine.device()),
                    engine.device().name(),
                    engine.device().driver());
        for (Library library : libraries) line("%-7s %s, on %s%n", library.name(), library.version(), library.device());
        line(
                ROW,
                "case",
                "engine",
                "peer",
                "ours ms",
                "±",
                "peer ms",
                "±",
                "ratio",
                "goal",
                "GFLOP/s",
                "peer's",
                "ours cpu",
                "peer cpu",
                "others",
                "error");
    }

    /** Prints the results of a case, and which forms of its steps a peer took. */
    void rows(List<Result> results) {
        results.forEach(this::row);
        results.stream()
                .map(Result::forms)
                .distinct()
                .filter(f -> !f.isEmpty())
                .forEach(forms -> line(
                        "%18s %s%n",
                        "",
                        String.join(
                                "; ",
                                forms.entrySet().stream()
                                        .map(f -> f.getKey() + ": " + f.getValue())
                                        .toList())));
    }

    private void row(Result result) {
        line(
                ROW,
                result.work().name(),
                label(result.device()),
                result.peer().name(),
                milliseconds(result.ours().median()),
                percent(result.ours().spread()),
                milliseconds(result.peers().median()),
                percent(result.peers().spread()),
                String.format(Locale.ROOT, "%.2f%s", result.ratio(), result.missed() ? "<" : ""),
                Double.isNaN(result.goal()) ? "" : String.format(Locale.ROOT, "%.1f", result.goal()),
                String.format(Locale.ROOT, "%.0f", result.gigaflops()),
                String.format(Locale.ROOT, "%.0f", result.peerGigaflops()),
                milliseconds(result.ours().cpuMedian()),
                milliseconds(result.peers().cpuMedian()),
                percent(result.others()),
                String.format(Locale.ROOT, "%.1e%s", result.error(), result.equal() ? "" : "!"));
    }

    static String label(Device device) {
        return device.type().equals("Java") ? "Java" : "OpenCL";
    }

    private static String milliseconds(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.3f" : value < 100 ? "%.2f" : "%.0f", value);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * part);
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
        out.flush();
    }
}
