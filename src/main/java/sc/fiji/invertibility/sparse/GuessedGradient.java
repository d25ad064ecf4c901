package sc.fiji.invertibility.sparse;

import java.util.function.UnaryOperator;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;

/** Gradients of signals, one of which may be computed before it is known whether it will be asked for. */
final class GuessedGradient implements AutoCloseable {

    private final UnaryOperator<FeatureMap> gradient;

    /** The signal whose gradient was computed in advance; null if there is none. */
    private FeatureMap signal;

    private FeatureMap guessed;

    /**
     * @param gradient computes the gradient of a signal, which may be null for zero
     */
    GuessedGradient(UnaryOperator<FeatureMap> gradient) {
        this.gradient = gradient;
    }

    /** {@return the gradient of a signal, which belongs to the caller} */
    FeatureMap of(FeatureMap xHat) {
        if (signal == null || signal != xHat) {
            close();
            return gradient.apply(xHat);
        }
        signal = null;
        return guessed;
    }

    /** Computes the gradient of a signal that will probably be asked for, if there is memory for it. */
    void guess(FeatureMap xHat) {
        close();
        try {
            guessed = gradient.apply(xHat);
            signal = xHat;
        } catch (OutOfDeviceMemory e) {
            // It is computed when it is asked for.
        }
    }

    /** Gives up what was computed in advance. */
    @Override
    public void close() {
        if (signal == null) return;
        signal = null;
        guessed.close();
    }
}
