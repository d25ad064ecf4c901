package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.java.JavaEngine;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** A virtual stack of more bytes than Java may have, and results of several times as many. */
@Tag("small-heap")
@Tag("special")
class LargerThanTheHeapTest {

    private static final int SIDE = 1024;

    @Test
    void itIsReconstructedSliceBySlice() {
        int slices = (int) (Runtime.getRuntime().maxMemory() / (4L * SIDE * SIDE)) + 10;
        ImagePlus image = new ImagePlus("large", new LazyStack(SIDE, SIDE, 32, slices, n -> slice(n), n -> "z " + n));
        PoolingModel all = new PoolingModel(1, Activation.NONE, Unpooling.SWITCHES, 100);
        InversionSettings once = new InversionSettings(1, StepRule.UNIT, Scaling.NONE, 0, false);
        try (Engine engine = JavaEngine.create()) {
            ImageReconstruction results = new ImageInversion(
                            engine, FilterBank.of(new float[] {1}, 1, 1, 1, 1), all, once)
                    .reconstruct(InputImage.of(image), false, Provenance.empty(), Monitor.NONE);
            assertEquals(slices, results.summary().size());
            for (int n : new int[] {1, slices / 2, slices}) {
                assertEquals(
                        200 * n,
                        results.reconstruction().getStack().getProcessor(n).getf(n, 7),
                        1);
                assertEquals(0, results.errors().getStack().getProcessor(n).getf(n, 7), 0.1);
                assertEquals(
                        24,
                        results.switches()
                                .orElseThrow()
                                .getStack()
                                .getProcessor(n)
                                .getBitDepth());
            }
        }
    }

    private static FloatProcessor slice(int n) {
        FloatProcessor slice = new FloatProcessor(SIDE, SIDE);
        for (int y = 0; y < SIDE; y++) slice.setf(n, y, 200 * n);
        return slice;
    }
}
