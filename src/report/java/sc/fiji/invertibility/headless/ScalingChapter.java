package sc.fiji.invertibility.headless;

import ij.gui.Plot;
import ij.process.ImageProcessor;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sc.fiji.invertibility.headless.Claims.Verdict;
import sc.fiji.invertibility.measure.Moments;

/** Theorem 3.1: how the spread of ‖Wᵀz‖/‖z‖ depends on the sizes of the layer. */
final class ScalingChapter implements Chapter {

    static final String TITLE = "Theorem 3.1: how the spread of ‖Wᵀz‖/‖z‖ scales";

    private static final int CHANNELS = 32, SIZE = 5, LENGTH = 32, NONZEROS = 10;

    /** A size that varies, the others being those of figure 2. */
    private record Sweep(String letter, String key, int[] values) {

        /** √(D/(Mℓ²)), the scale of the theorem's deviations. */
        double theory(int value) {
            int m = letter.equals("M") ? value : CHANNELS, l = letter.equals("ℓ") ? value : SIZE;
            int d = letter.equals("D") ? value : LENGTH;
            return Math.sqrt(d / (m * (double) l * l));
        }
    }

    private static final List<Sweep> SWEEPS = List.of(
            new Sweep("M", "channels", new int[] {4, 8, 16, 32, 64, 128}),
            new Sweep("ℓ", "size", new int[] {1, 3, 5, 9, 17}),
            new Sweep("D", "length", new int[] {8, 16, 32, 64, 128, 256, 512}),
            new Sweep("k", "nonzeros", new int[] {2, 5, 10, 20, 40, 80}));

    @Override
    public void write(ExperimentRunner experiments, ReportInputs inputs, Markdown page) throws IOException {
        page.heading(2, TITLE);
        int banks = experiments.scale().everyLayer() ? 40 : 2,
                draws = experiments.scale().everyLayer() ? 800 : 8;
        page.paragraph(
                "The standard deviation of ‖Wᵀz‖/‖z‖ over " + draws + " draws from " + banks + " banks, one size"
                        + " varied at a time (the others as in figure 2: M = 32, ℓ = 5, D = 32, k = 10, K = 96), beside √(D/(Mℓ²)),"
                        + " to which the proof's bound of deviations is proportional. The constant of the theorem is not given, so"
                        + " that only the dependence can be compared: both are divided by their value at the first row of each size.");
        page.table(
                "varied",
                "value",
                "sd of ‖Wᵀz‖/‖z‖",
                "relative",
                "√(D/(Mℓ²)), relative",
                "slope, measured",
                "slope, theorem");
        Figure figure = new Figure();
        List<String> words = new ArrayList<>();
        for (Sweep sweep : SWEEPS) sweep(experiments, sweep, draws, banks, page, figure, words);
        if (!words.isEmpty())
            page.paragraph(
                    "Slopes are those of straight lines through the logarithms, from the first to the last value. "
                            + String.join(" ", words));
        figure.show(
                experiments,
                "scaling",
                "The spread of ‖Wᵀz‖/‖z‖ (points) and √(D/(Mℓ²)) scaled to its first value (lines).",
                page);
    }

    private static void sweep(
            ExperimentRunner experiments,
            Sweep sweep,
            int draws,
            int banks,
            Markdown page,
            Figure figure,
            List<String> words)
            throws IOException {
        int[] values = experiments.scale().everyLayer() ? sweep.values : new int[] {sweep.values[1], sweep.values[2]};
        double[] spread = new double[values.length], theory = new double[values.length], x = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            Optional<ExperimentRunner.Results> run = experiments.run(
                    "scaling-" + sweep.key + "-" + values[i],
                    "Model-RIP",
                    sweep.key,
                    values[i],
                    "draws",
                    draws,
                    "banks",
                    banks,
                    "listdraws",
                    true);
            if (run.isEmpty()) return;
            spread[i] = Moments.of(run.get().column("draw", "|W'z|/|z|")).sd();
            theory[i] = sweep.theory(values[i]);
            x[i] = values[i];
        }
        int last = values.length - 1;
        double slope = slope(x[0], x[last], spread[0], spread[last]),
                expected = slope(x[0], x[last], theory[0], theory[last]);
        for (int i = 0; i < values.length; i++)
            page.row(
                    sweep.letter,
                    "" + values[i],
                    String.format(Locale.ROOT, "%.4f", spread[i]),
                    String.format(Locale.ROOT, "%.2f", spread[i] / spread[0]),
                    String.format(Locale.ROOT, "%.2f", theory[i] / theory[0]),
                    i == last ? number(slope) : "",
                    i == last ? number(expected) : "");
        words.add(String.format(
                Locale.ROOT,
                "Over %s = %d … %d the spread changes by a factor of %.2f, where the theorem's scale changes by %.2f.",
                sweep.letter,
                values[0],
                values[last],
                spread[last] / spread[0],
                theory[last] / theory[0]));
        if (sweep.letter.equals("M")) {
            boolean as = Math.abs(slope - expected) < 0.1;
            experiments
                    .claims()
                    .state(
                            "Theorem 3.1",
                            as ? Verdict.PARTLY : Verdict.OPEN,
                            TITLE,
                            "the spread of random draws falls with M as M^" + number(slope) + " (theorem: M^"
                                    + number(expected)
                                    + "); its other dependences and its constant see there, the worst codes under "
                                    + CertificateChapter.TITLE);
        }
        figure.tile(plot(sweep.letter, x, spread, theory), "over " + sweep.letter);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replace('-', '−');
    }

    private static double slope(double x0, double x1, double y0, double y1) {
        return Math.log(y1 / y0) / Math.log(x1 / x0);
    }

    private static ImageProcessor plot(String letter, double[] x, double[] spread, double[] theory) {
        Plot plot = new Plot("spread over " + letter, letter, "sd of |W'z|/|z|");
        double[] scaled = new double[x.length];
        double least = Double.POSITIVE_INFINITY, most = 0;
        for (int i = 0; i < x.length; i++) {
            scaled[i] = theory[i] * spread[0] / theory[0];
            least = Math.min(least, Math.min(scaled[i], spread[i]));
            most = Math.max(most, Math.max(scaled[i], spread[i]));
        }
        plot.setSize(420, 320);
        plot.setLogScaleX();
        plot.setLogScaleY();
        plot.setLimits(0.8 * x[0], 1.25 * x[x.length - 1], 0.7 * least, 1.4 * most);
        plot.setColor(Color.GRAY);
        plot.addPoints(x, scaled, Plot.LINE);
        plot.setColor(Color.decode("#2171b5"));
        plot.setLineWidth(2);
        plot.addPoints(x, spread, Plot.CIRCLE);
        return plot.getProcessor().convertToRGB();
    }
}
