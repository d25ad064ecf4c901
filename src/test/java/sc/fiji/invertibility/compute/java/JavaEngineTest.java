package sc.fiji.invertibility.compute.java;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.EngineContractTest;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.GaussianFilters;

class JavaEngineTest extends EngineContractTest {

    @Override
    public Engine open() {
        return JavaEngine.create();
    }

    @Override
    public Engine open(long bytes) {
        return JavaEngine.create(2, bytes);
    }

    /** One step of the main job and its inner product, on so many threads. */
    private static List<float[]> step(int threads, int filters, int channels) {
        List<float[]> results = new ArrayList<>();
        float[] pixels = GaussianFilters.rectangular(channels, 1, 151, 203, 5).weights();
        try (Engine engine = JavaEngine.create(threads);
                Scope scope = new Scope()) {
            FeatureMap x = engine.upload(scope, ArrayImgs.floats(pixels, 203, 151, channels));
            PackedFilters w = engine.pack(scope, GaussianFilters.scaled(filters, channels, channels < 16 ? 5 : 3, 1));
            FeatureMap h = engine.convolve(scope, x, w, Rectification.NONE);
            PooledCode z = engine.pool(scope, h, Pooling.blocks(2, Pooling.Selection.LARGEST_MAGNITUDE));
            HostCode code = engine.downloadCode(engine.poolStep(scope, z, 0.5f, h, z.pooling(), Unpooling.SWITCHES));
            results.add(code.values());
            FeatureMap back = engine.synthesise(scope, z, Unpooling.SWITCHES, w, 151, 203);
            FeatureMap naive = engine.synthesise(scope, z, Unpooling.TOP_LEFT, w, 151, 203);
            results.add(engine.downloadCode(engine.pool(scope, back, Pooling.blocks(1, Pooling.Selection.LARGEST)))
                    .values());
            results.add(engine.downloadCode(engine.pool(scope, naive, Pooling.blocks(1, Pooling.Selection.LARGEST)))
                    .values());
            results.add(new float[] {(float) engine.dot(x, back), (float) engine.dot(h, h)});
        }
        return results;
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        for (int channels : new int[] {1, 12, 20, 64}) {
            List<float[]> alone = step(1, 16, channels);
            List<float[]> together = step(7, 16, channels);
            for (int i = 0; i < alone.size(); i++) assertArrayEquals(alone.get(i), together.get(i));
        }
    }

    @Test
    void aFailureInOnePieceIsThrownAndTheWorkersGoOn() {
        WorkerPool workers = new WorkerPool(3);
        assertThrows(
                IllegalStateException.class,
                () -> workers.forEach(100, i -> {
                    if (i == 57) throw new IllegalStateException("piece 57");
                }));
        AtomicInteger sum = new AtomicInteger();
        workers.forEach(1000, sum::addAndGet);
        assertEquals(499500, sum.get());
    }

    @Test
    void refusesToWorkWithNothing() {
        assertThrows(IllegalArgumentException.class, () -> JavaEngine.create(0));
        assertThrows(IllegalArgumentException.class, () -> JavaEngine.create(1, 0));
    }
}
