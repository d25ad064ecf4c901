package sc.fiji.invertibility.compute.opencl;

import java.util.Arrays;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;

/** A tiny job with a known result, to detect drivers that open but do not work. */
final class SelfTest {

    private static final int FILTERS = 32;
    private static final int SIDE = 8;

    private SelfTest() {}

    /**
     * Runs a cheap job. GPU kernels are built when they are first needed; the job uses only kernels that every other
     * job needs, too.
     *
     * @param engine the engine to test, which is closed
     * @throws IllegalStateException if the result is wrong
     */
    static void run(Engine engine) {
        try (engine) {
            if (engine.device().type().equals("GPU")) algebra(engine);
            else layer(engine);
        }
    }

    /** ⟨2x, x⟩, where x is all ones. */
    private static void algebra(Engine engine) {
        float[] pixels = new float[SIDE * SIDE];
        Arrays.fill(pixels, 1);
        try (Scope scope = new Scope()) {
            FeatureMap x = engine.upload(scope, ArrayImgs.floats(pixels, SIDE, SIDE, 1));
            FeatureMap y = engine.copy(scope, x);
            engine.axpy(1, x, y);
            check(engine, engine.dot(y, x), 2.0 * SIDE * SIDE);
        }
    }

    /** 1×1 filters that sum the channels of pixels with value two: every step gives a small integer. */
    private static void layer(Engine engine) {
        float[] ones = new float[FILTERS];
        Arrays.fill(ones, 1);
        float[] pixels = new float[SIDE * SIDE];
        Arrays.fill(pixels, 2);
        FilterBank bank = FilterBank.of(ones, FILTERS, 1, 1, 1).withPadding(Padding.VALID);
        try (Scope scope = new Scope()) {
            FeatureMap x = engine.upload(scope, ArrayImgs.floats(pixels, SIDE, SIDE, 1));
            PackedFilters w = engine.pack(scope, bank);
            FeatureMap h = engine.convolve(scope, x, w, Rectification.NONE);
            PooledCode z = engine.pool(scope, h, Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE));
            FeatureMap back = engine.adjoint(scope, engine.unpool(scope, z, Unpooling.SWITCHES), w, SIDE, SIDE);
            check(engine, engine.dot(back, x), 2.0 * 2 * FILTERS * SIDE * SIDE / 4);
        }
    }

    private static void check(Engine engine, double result, double expected) {
        if (result != expected)
            throw new IllegalStateException(
                    engine.device().name() + " gives wrong results: a test gave " + result + ", not " + expected);
    }
}
