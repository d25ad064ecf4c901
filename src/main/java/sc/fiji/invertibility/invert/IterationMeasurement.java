package sc.fiji.invertibility.invert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.IterativeHardThresholding;

/** Measures each iteration, and takes the images from the last one. */
final class IterationMeasurement<X extends AutoCloseable, Z extends AutoCloseable>
        implements IterativeHardThresholding.Observer<X, Z>, AutoCloseable {

    /** Pixels of iterations before the last one that may be waited for later. */
    private static final long MOST_WAITING = 1 << 22;

    private final InvertibleLayer<X, ?, Z> layer;
    private final FilterBank bank;
    private final Shape input;
    private final InversionSettings settings;
    private final Monitor monitor;
    private final Consumer<IterationReport> listener;
    private final double inputSquaredNorm;
    private final List<IterationReport> reports = new ArrayList<>();
    private long began;
    private double factor;
    private final Deque<Measuring> measuring = new ArrayDeque<>();
    private LayerReconstruction result;

    IterationMeasurement(
            InvertibleLayer<X, ?, Z> layer,
            FilterBank bank,
            Shape input,
            InversionSettings settings,
            Monitor monitor,
            Consumer<IterationReport> listener) {
        this.layer = layer;
        this.bank = bank;
        this.input = input;
        this.settings = settings;
        this.monitor = monitor;
        this.listener = listener;
        this.inputSquaredNorm = layer.inputSquaredNorm();
    }

    @Override
    public void begins(int iteration) {
        monitor.check();
        monitor.progress((iteration - 1) / (double) settings.iterations(), "iteration " + iteration);
        began = System.nanoTime();
    }

    /** Does not wait for what is measured, unless somebody listens: the device can go on with the next iterations. */
    @Override
    public void ended(int iteration, double mu, Z z, X xHat) {
        factor = factor(xHat);
        Pending<InvertibleLayer.Measured> measured = layer.measure(z, xHat, factor);
        measuring.add(new Measuring(iteration, mu, (System.nanoTime() - began) / 1e6, measured));
        if (listener != LayerInversion.NOBODY) while (!measuring.isEmpty()) report();
        else if ((measuring.size() - 1) * input.pixels() > MOST_WAITING) report();
    }

    /** An iteration that is being measured. */
    private record Measuring(
            int iteration, double mu, double milliseconds, Pending<InvertibleLayer.Measured> measured) {}

    /** Waits for the first of the iterations that are being measured. */
    private void report() {
        Measuring first = measuring.element();
        InvertibleLayer.Measured measured = first.measured.get();
        double squaredError = measured.squaredError();
        if (!Double.isFinite(squaredError))
            throw new IllegalArgumentException("step: after iteration " + first.iteration
                    + " the values are too large for 32 bits, as the iterations diverge;"
                    + " expected fewer iterations, or Normalised or Pursuit, whose error never grows");
        IterationReport report = new IterationReport(
                first.iteration,
                squaredError == 0 ? 0 : Math.sqrt(squaredError / inputSquaredNorm),
                10 * Math.log10(input.size() / squaredError),
                measured.nonzeros(),
                first.mu,
                first.milliseconds,
                measured.errors());
        reports.add(report);
        measuring.remove().measured.close();
        listener.accept(report);
    }

    @Override
    public void finished(Z z, X xHat) {
        try (Pending<Img<FloatType>> image = layer.image(xHat, factor);
                Pending<Img<FloatType>> winners = layer.winners(z)) {
            while (!measuring.isEmpty()) report();
            result = new LayerReconstruction(
                    image.get(),
                    List.copyOf(reports),
                    CentredShares.of(winners.get(), bank, input),
                    settings.switchImage() ? Optional.of(layer.switchImage(z)) : Optional.empty());
        }
        monitor.progress(1, null);
    }

    double inputSquaredNorm() {
        return inputSquaredNorm;
    }

    /** Gives up what is still being measured. */
    @Override
    public void close() {
        while (!measuring.isEmpty()) measuring.remove().measured.close();
    }

    LayerReconstruction result() {
        return result;
    }

    private double factor(X xHat) {
        if (settings.scaling() == Scaling.NONE) return 1;
        double[] fit = layer.fit(xHat);
        return settings.scaling().factor(inputSquaredNorm, fit[0], fit[1]);
    }
}
