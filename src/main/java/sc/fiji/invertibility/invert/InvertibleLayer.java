package sc.fiji.invertibility.invert;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.sparse.CodingLayer;

/** A layer whose codes and signals can also be returned as images. */
interface InvertibleLayer<X extends AutoCloseable, G extends AutoCloseable, Z extends AutoCloseable>
        extends CodingLayer<X, G, Z>, AutoCloseable {

    /** ‖x‖². */
    double inputSquaredNorm();

    /**
     * factor·x̂ with the axes (x, y, channel), on its way; x̂ may be changed by it, and must stay until it is there.
     */
    Pending<Img<FloatType>> image(X xHat, double factor);

    /**
     * The measurements of an iteration.
     *
     * @param errors factor·x̂ − x: its ℓ2 norm over the channels, for each pixel (x, y)
     * @param squaredError ‖factor·x̂ − x‖²
     * @param nonzeros ‖z‖₀
     */
    record Measured(Img<FloatType> errors, double squaredError, long nonzeros) {}

    /** Measures an iteration; z and x̂ may be closed before the result is there. */
    Pending<Measured> measure(Z z, X xHat, double factor);

    /**
     * For each place (x, y) of the activations which share of the filters has its kept maximum there, on its way; z
     * must stay until it is there.
     */
    Pending<Img<FloatType>> winners(Z z);

    /** For each pooled unit, 0 if nothing is kept, else 1 + its switch. */
    Img<UnsignedShortType> switchImage(Z z);

    @Override
    void close();
}
