package sc.fiji.invertibility.compute.opencl;

import java.util.Arrays;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;

/** A tiny job with a known result, for drivers that open but do not work. */
final class SelfTest {

    private static final int FILTERS = 32;
    private static final int SIDE = 8;

    private SelfTest() {}

    /**
     * Filters that add up 1×1 pixels of ones: every step is a small whole number.
     *
     * @throws IllegalStateException if the result is wrong
     */
    static void run(Engine engine) {
        float[] ones = new float[FILTERS];
        Arrays.fill(ones, 1);
        float[] pixels = new float[SIDE * SIDE];
        Arrays.fill(pixels, 2);
        FilterBank bank = FilterBank.of(ones, FILTERS, 1, 1, 1).withPadding(Padding.VALID);
        try (engine;
                Scope scope = new Scope()) {
            FeatureMap x = engine.upload(scope, ArrayImgs.floats(pixels, SIDE, SIDE, 1));
            PackedFilters w = engine.pack(scope, bank);
            FeatureMap h = engine.convolve(scope, x, w, Rectification.NONE);
            Pooled z = engine.pool(scope, h, Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE));
            FeatureMap back = engine.adjoint(scope, engine.unpool(scope, z, Unpooling.SWITCHES), w, SIDE, SIDE);
            double sum = engine.dot(back, x);
            double expected = 2.0 * 2 * FILTERS * SIDE * SIDE / 4;
            if (sum != expected)
                throw new IllegalStateException(
                        engine.device().name() + " computes wrongly: a test gave " + sum + ", not " + expected);
        }
    }
}
