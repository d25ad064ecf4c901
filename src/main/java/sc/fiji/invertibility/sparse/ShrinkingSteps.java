package sc.fiji.invertibility.sparse;

import java.util.List;
import java.util.function.DoubleSupplier;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.SignalChange;

/**
 * The codes 𝕄(z + μᵢg, k) reached from one code by steps of decreasing length μᵢ, tried until one is short enough.
 *
 * @param <X> the signals' type
 * @param <Z> the codes' type
 */
public abstract class ShrinkingSteps<X extends AutoCloseable, Z extends AutoCloseable> implements AutoCloseable {

    /** How many steps were tried the last time; most often, one is too long and the next one is not. */
    public static final class Habit {
        private int steps = 2;

        /** Begins with two steps. */
        public Habit() {}

        /** {@return how many will probably be tried} */
        public int steps() {
            return steps;
        }

        /**
         * Remembers a number.
         *
         * @param tried how many were tried
         */
        public void tried(int tried) {
            steps = tried;
        }
    }

    private final CodingLayer<X, ?, Z> layer;
    private final Z from;
    private final X fromSignal;
    private final DoubleSupplier longest;
    private final double shrinkage;
    private int tried;

    /**
     * Begins at a code.
     *
     * @param layer W, x and the model
     * @param from the code, which must stay open as long as this
     * @param fromSignal its signal, which must, too
     * @param longest gives the length of the first step, and may wait for it
     * @param shrinkage by which factor each step is shorter than the one before, above 1
     */
    protected ShrinkingSteps(
            CodingLayer<X, ?, Z> layer, Z from, X fromSignal, DoubleSupplier longest, double shrinkage) {
        this.layer = layer;
        this.from = from;
        this.fromSignal = fromSignal;
        this.longest = longest;
        this.shrinkage = shrinkage;
    }

    /** {@return the code of the next step, which belongs to the caller; all steps begin at the same code} */
    public final Z next() {
        Z next = step(tried);
        tried++;
        return next;
    }

    /**
     * Takes a step.
     *
     * @param shortened how often it is shortened: once more than the last one, from 0 on
     * @return its code, which belongs to the caller
     */
    protected abstract Z step(int shortened);

    /** {@return how many steps were tried} */
    protected final int tried() {
        return tried;
    }

    /** {@return the length μ of the last step, for which the host may have to wait} */
    public final double length() {
        return length(tried - 1);
    }

    /**
     * The length of a step.
     *
     * @param shortened how often it is shortened, ≥ 0
     * @return μ
     */
    protected final double length(int shortened) {
        return longest.getAsDouble() / divisor(shortened);
    }

    /**
     * How much shorter than the first a step is.
     *
     * @param shortened how often it is shortened, ≥ 0
     * @return the ratio of their lengths, ≥ 1
     */
    protected final double divisor(int shortened) {
        return Math.pow(shrinkage, shortened);
    }

    /**
     * The signal of the last step.
     *
     * @param z its code
     * @return Wᵀz, which belongs to the caller, who asks for it only once
     */
    public X signal(Z z) {
        return layer.synthesise(z);
    }

    /**
     * Compares the last step with the code that it began at.
     *
     * @param z its code
     * @param xHat its signal
     * @return how they differ from the first code and its signal
     */
    public IterateDifference change(Z z, X xHat) {
        return layer.change(z, from, xHat, fromSignal);
    }

    /**
     * Measures how the signal of the last step differs from that of the code that it began at.
     *
     * @param xHat the signal
     * @param squaredErrorBefore the squared error of the code that the steps begin at; NaN if it is not known
     * @return its error and that before, and perhaps how far it is from the signal before
     */
    public SignalChange signalChange(X xHat, double squaredErrorBefore) {
        return layer.signalChanges(List.of(xHat), fromSignal, squaredErrorBefore)
                .get(0);
    }

    /** Frees what was computed for steps that were not asked for. */
    @Override
    public abstract void close();
}
