package sc.fiji.invertibility.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import sc.fiji.invertibility.bench.onnx.OnnxSession;

/** Prints results as they come. */
record Table(PrintStream out) {

    private static final String ROW = "%-18s %-7s %-7s %9s %5s %9s %5s %7s %5s %8s %7s %9s %9s %7s %9s%n";

    void title(int threads) {
        line(
                "%d processors, load %.1f, Java %s, ONNX Runtime %s with as many threads%n",
                threads,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("java.version"),
                OnnxSession.version());
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

    void row(Result result) {
        line(
                ROW,
                result.work().name(),
                result.device().type().equals("Java") ? "Java" : "OpenCL",
                result.peer().name(),
                milliseconds(result.ours().median()),
                percent(result.ours().spread()),
                milliseconds(result.peers().median()),
                percent(result.peers().spread()),
                String.format(Locale.ROOT, "%.2f%s", result.ratio(), result.reached() ? "" : "<"),
                String.format(Locale.ROOT, "%.1f", result.goal()),
                String.format(Locale.ROOT, "%.0f", result.gigaflops()),
                String.format(Locale.ROOT, "%.0f", result.peerGigaflops()),
                milliseconds(result.ours().cpuMedian()),
                milliseconds(result.peers().cpuMedian()),
                percent(result.others()),
                String.format(Locale.ROOT, "%.1e%s", result.error(), result.equal() ? "" : "!"));
    }

    private static String milliseconds(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * part);
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
        out.flush();
    }
}
