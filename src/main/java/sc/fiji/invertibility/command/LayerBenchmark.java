package sc.fiji.invertibility.command;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/** Times the second layer of VGG-16, 3×3 from 64 to 64 channels at 224×224 pixels, on an engine. */
final class LayerBenchmark {

    private static final int CHANNELS = 64;
    private static final int SIDE = 224;
    private static final double OPERATIONS = 2.0 * CHANNELS * CHANNELS * 9 * SIDE * SIDE;
    private static final int ROUNDS = 6;

    private LayerBenchmark() {}

    /** Billions of multiplications and additions per second, in the fastest of a few rounds. */
    static double gigaflops(Engine engine) {
        FilterBank bank = GaussianFilters.unitNorm(CHANNELS, CHANNELS, 3, 1);
        try (Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank);
            FeatureMap x = engine.zeros(scope, new Shape(CHANNELS, SIDE, SIDE));
            long fastest = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                try (Scope local = new Scope()) {
                    FeatureMap h = engine.convolve(local, x, w, Rectification.NONE);
                    // A device works while the host continues; reading a result makes sure that it is there.
                    engine.dot(h, h);
                }
                fastest = Math.min(fastest, System.nanoTime() - start);
            }
            return OPERATIONS / fastest;
        }
    }
}
