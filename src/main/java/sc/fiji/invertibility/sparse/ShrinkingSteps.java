package sc.fiji.invertibility.sparse;

import sc.fiji.invertibility.compute.IterateDifference;

/**
 * The codes reached from one code by steps of decreasing length, tried until one is short enough.
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

    /**
     * Begins at a code.
     *
     * @param layer W, x and the model
     * @param from the code, which must stay open as long as this
     * @param fromSignal its signal, which must, too
     */
    protected ShrinkingSteps(CodingLayer<X, ?, Z> layer, Z from, X fromSignal) {
        this.layer = layer;
        this.from = from;
        this.fromSignal = fromSignal;
    }

    /** {@return the code of the next step, which belongs to the caller; all steps begin at the same code} */
    public abstract Z next();

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

    /** Frees what was computed for steps that were not asked for. */
    @Override
    public abstract void close();
}
