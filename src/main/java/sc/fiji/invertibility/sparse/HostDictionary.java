package sc.fiji.invertibility.sparse;

import net.imglib2.img.array.ArrayImgs;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * W and Wᵀ between signals and sparse codes that are on the heap, while the engine filters, unless
 * there are so few positions that a loop over them is faster. A code is a list of
 * positions, row-major (filter, y, x) in the activations, and a value for each.
 */
public final class HostDictionary implements AutoCloseable {

    private final Engine engine;
    private final Scope scope = new Scope();
    private final PackedFilters w;
    private final Shape signal;
    private final Shape codes;
    private final HostAtoms atoms;

    private HostDictionary(Engine engine, FilterBank bank, Shape signal) {
        this.engine = engine;
        this.signal = signal;
        this.codes = signal.activations(bank);
        this.w = engine.pack(scope, bank.withBias(null));
        this.atoms = new HostAtoms(bank, signal, codes);
    }

    /**
     * Brings a bank to an engine.
     *
     * @param engine where it is applied; stays open
     * @param bank W; its bias is ignored
     * @param height rows of x
     * @param width columns of x
     * @return the dictionary, which must be closed
     * @throws IllegalArgumentException if a filter is larger than the padded x
     */
    public static HostDictionary of(Engine engine, FilterBank bank, int height, int width) {
        return new HostDictionary(engine, bank, new Shape(bank.channels(), height, width));
    }

    /** {@return W} */
    public FilterBank bank() {
        return w.bank();
    }

    /** {@return the size of a signal, M×D×D} */
    public Shape signal() {
        return signal;
    }

    /** {@return the size of a code, K×n×n} */
    public Shape codes() {
        return codes;
    }

    /**
     * Wx.
     *
     * @param x a signal, row-major (channel, y, x)
     * @return the activations, row-major (filter, y, x)
     */
    public float[] analyse(float[] x) {
        try (Scope local = new Scope()) {
            float[] h = new float[Math.toIntExact(codes.size())];
            FeatureMap map =
                    engine.upload(local, ArrayImgs.floats(x, signal.width(), signal.height(), signal.channels()));
            engine.download(engine.convolve(local, map, w, Rectification.NONE), h);
            return h;
        }
    }

    /**
     * Wᵀz.
     *
     * @param support the positions of z's non-zeros
     * @param values the value at each
     * @return the signal, row-major (channel, y, x)
     */
    public float[] synthesise(int[] support, double[] values) {
        if (atoms.suit(support)) return atoms.synthesise(support, values);
        float[] z = new float[Math.toIntExact(codes.size())];
        for (int i = 0; i < support.length; i++) z[support[i]] = (float) values[i];
        try (Scope local = new Scope()) {
            float[] x = new float[Math.toIntExact(signal.size())];
            FeatureMap map = engine.upload(local, ArrayImgs.floats(z, codes.width(), codes.height(), codes.channels()));
            engine.download(engine.adjoint(local, map, w, signal.height(), signal.width()), x);
            return x;
        }
    }

    /**
     * W_Ωx.
     *
     * @param support the positions Ω
     * @param x a signal
     * @return one activation for each
     */
    public double[] analyse(int[] support, float[] x) {
        if (atoms.suit(support)) return atoms.analyse(support, x);
        float[] h = analyse(x);
        double[] values = new double[support.length];
        for (int i = 0; i < values.length; i++) values[i] = h[support[i]];
        return values;
    }

    @Override
    public void close() {
        scope.close();
    }
}
