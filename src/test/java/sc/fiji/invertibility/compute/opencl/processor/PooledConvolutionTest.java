package sc.fiji.invertibility.compute.opencl.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.bench.RandomInputs;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/** A layer in tiles chooses the same units as one as a whole, because the outputs are the same to the last bit. */
class PooledConvolutionTest {

    private static final Pooling PAIRS = Pooling.blocks(2, Selection.LARGEST_MAGNITUDE);

    @Test
    void equalsSeparateKernelsToTheLastBit() {
        FilterBank bank = GaussianFilters.unitNorm(64, 3, 5, 1);
        try (Engine engine = OpenClTestDevice.processor().open();
                Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank);
            FeatureMap x = engine.upload(scope, RandomInputs.image(new Shape(3, 60, 74), 1));
            FeatureMap u = engine.upload(scope, RandomInputs.image(new Shape(3, 60, 74), 2));
            FeatureMap g = engine.convolve(scope, u, w, Rectification.NONE);
            PooledCode z = engine.encode(scope, x, w, Rectification.NONE, PAIRS);
            requireSame(engine, engine.pool(scope, engine.convolve(scope, x, w, Rectification.NONE), PAIRS), z);
            for (Unpooling unpooling : Unpooling.values()) {
                requireSame(
                        engine,
                        engine.poolStep(scope, z, 0.3f, g, PAIRS, unpooling),
                        engine.poolStep(scope, z, 0.3f, u, w, PAIRS, unpooling));
                requireSame(
                        engine, engine.restrict(scope, g, z, unpooling), engine.restrict(scope, u, w, z, unpooling));
            }
        }
    }

    private static void requireSame(Engine engine, PooledCode expected, PooledCode actual) {
        HostCode one = engine.downloadCode(expected), other = engine.downloadCode(actual);
        assertArrayEquals(one.values(), other.values());
        assertArrayEquals(one.switches(), other.switches());
    }
}
