package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.gpu.EachKernelFamily;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;

/** Whatever the estimate, tiles keep exactly the units that the whole image keeps; a good estimate saves passes. */
class TiledSelectionTest {

    private static final int WIDTH = 84, HEIGHT = 72, CHANNELS = 2;
    private static final FilterBank BANK = GaussianFilters.unitNorm(20, CHANNELS, 5, 7);

    /** What a selection kept, and at what cost. */
    private record Kept(float[] image, float[] winners, int[] switchImage, long nonzeros, int passes) {

        void requireSame(Kept whole, String what) {
            assertArrayEquals(whole.switchImage, switchImage, what);
            assertArrayEquals(whole.winners, winners, what);
            assertEquals(whole.nonzeros, nonzeros, what);
            float largest = 0;
            for (float value : whole.image) largest = Math.max(largest, Math.abs(value));
            assertArrayEquals(whole.image, image, 1e-5f * largest + Float.MIN_NORMAL, what);
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachKernelFamily.class)
    void wrongGuessesCostPassesButChangeNothing(Engine engine) {
        for (float[] image : images()) {
            PoolingModel model = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 30);
            Kept whole = tiles(engine, image, model, 512, Optional.empty(), 0);
            for (Bracket wrong : List.of(
                    new Bracket(1e-30f, 1e-30f),
                    new Bracket(1e30f, 1e30f),
                    new Bracket(1e30f, Float.POSITIVE_INFINITY),
                    new Bracket(0, 1e-30f),
                    new Bracket(0, Float.POSITIVE_INFINITY)))
                for (long scratch : new long[] {0, 1000, 1_000_000})
                    tiles(engine, image, model, 32, Optional.of(wrong), scratch)
                            .requireSame(whole, wrong + " with room for " + scratch);
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachKernelFamily.class)
    void aSampleGuessesWellEnoughForOnePass(Engine engine) {
        float[] noise = images().get(0);
        for (Activation activation : Activation.values())
            for (Unpooling unpooling : Unpooling.values()) {
                PoolingModel model = new PoolingModel(3, activation, unpooling, 20);
                Kept whole = tiles(engine, noise, model, 510, Optional.empty(), 0);
                Kept sampled = tiles(engine, noise, model, 33, null, 1_000_000);
                sampled.requireSame(whole, model.toString());
                assertEquals(1, sampled.passes);
                assertTrue(whole.passes > 2, "counted in " + whole.passes);
            }
    }

    @ParameterizedTest
    @ArgumentsSource(EachKernelFamily.class)
    void soItDoesOfLaterIterations(Engine engine) {
        float[] noise = images().get(0);
        for (Unpooling unpooling : Unpooling.values()) {
            PoolingModel model = new PoolingModel(2, Activation.NONE, unpooling, 20);
            Kept counted = tiles(engine, noise, model, 32, Optional.empty(), 0, 2);
            Kept sampled = tiles(engine, noise, model, 32, null, 1_000_000, 2);
            sampled.requireSame(counted, model.toString());
            assertEquals(2, sampled.passes);
            assertTrue(counted.passes > 4, "counted in " + counted.passes);
        }
    }

    @ParameterizedTest
    @ArgumentsSource(EachKernelFamily.class)
    void tiesGoToTheFirstInTheWholeImage(Engine engine) {
        for (float[] image : images())
            for (double keep : new double[] {0.001, 30, 97})
                for (int block = 1; block <= 2; block++) {
                    PoolingModel model = new PoolingModel(block, Activation.RELU, Unpooling.SWITCHES, keep);
                    Kept whole = tiles(engine, image, model, 512, Optional.empty(), 0);
                    String what = Arrays.hashCode(image) + ", " + model;
                    tiles(engine, image, model, 32, null, 1_000_000).requireSame(whole, what);
                    tiles(engine, image, model, 32, Optional.of(new Bracket(0, Float.POSITIVE_INFINITY)), 1_000_000)
                            .requireSame(whole, what);
                }
    }

    /** Noise, a constant, zero, two constants, small integers, and noise that a few windows say nothing about. */
    private static List<float[]> images() {
        SplittableRandom random = new SplittableRandom(1);
        int size = WIDTH * HEIGHT * CHANNELS;
        float[] noise = new float[size], constant = new float[size], halves = new float[size];
        float[] integers = new float[size], corner = new float[size];
        for (int i = 0; i < size; i++) {
            noise[i] = (float) random.nextDouble() - 0.5f;
            constant[i] = 0.25f;
            halves[i] = i % WIDTH < WIDTH / 2 ? 0.25f : -0.5f;
            integers[i] = random.nextInt(-1, 2);
            corner[i] = i % WIDTH < 20 && i / WIDTH % HEIGHT < 20 ? 100 * noise[i] : 1e-3f * noise[i];
        }
        return List.of(noise, constant, new float[size], halves, integers, corner);
    }

    /**
     * Selects in tiles.
     *
     * @param guess the estimate, or null for that of a sample
     */
    private static Kept tiles(
            Engine engine, float[] image, PoolingModel model, int side, Optional<Bracket> guess, long scratch) {
        return tiles(engine, image, model, side, guess, scratch, 1);
    }

    private static Kept tiles(
            Engine engine,
            float[] image,
            PoolingModel model,
            int side,
            Optional<Bracket> guess,
            long scratch,
            int iterations) {
        FilterBank bank = model.activation().bank(BANK);
        Shape shape = new Shape(CHANNELS, HEIGHT, WIDTH);
        Signal x = Signal.of(ArrayImgs.floats(image, WIDTH, HEIGHT, CHANNELS));
        int block = model.block();
        TileGrid grid = TileGrid.of(bank, shape, block, side / block * block);
        CacheBudget device = new CacheBudget(1L << 30), heap = new CacheBudget(1L << 30);
        TileStore.Place storage = new TileStore.Place(engine, grid, model.pooling(), device, heap);
        try (Scope scope = new Scope()) {
            PackedFilters w = engine.pack(scope, bank.withPadding(Padding.VALID));
            TileSweep sweep = new TileSweep(grid, Monitor.NONE, new TiledProgress(Monitor.NONE, iterations, 1, 1));
            StepCollector.Tools tools = new StepCollector.Tools(
                    engine,
                    model,
                    grid,
                    w,
                    new UnitAdjoint(bank, block, model.unpooling()),
                    () -> TiledCode.empty(engine, Signal.zeros(shape), new TileStore(storage)),
                    true,
                    true);
            TiledSelection selection = new TiledSelection(
                    tools,
                    sweep,
                    new CutoffSample(engine, w, bank, model, grid),
                    guess == null
                            ? CutoffEstimate::of
                            : (windows, part, last) -> guess.map(bracket -> new CutoffEstimate.Result(bracket, 0)),
                    scratch);
            TiledGradient.Source gradients = new TiledGradient.Source(engine, w, grid, x, new ScratchArray(), device);
            TiledCode z = null;
            for (int i = 0; i < iterations; i++) {
                TiledCode last = z;
                try (TiledGradient g = new TiledGradient(gradients, last == null ? null : last.image())) {
                    z = selection
                            .keepLargest(List.of(new TileStep(model, last, 1 - 0.4f * i, g)))
                            .get(0);
                }
                if (last != null) last.close();
            }
            try (TiledCode code = z) {
                WinnerMap marks = WinnerMap.of(engine, model.pooling(), grid, true, sweep, code);
                return kept(engine, code, marks, grid, selection.passes());
            }
        }
    }

    private static Kept kept(Engine engine, TiledCode code, WinnerMap marks, TileGrid grid, int passes) {
        List<Integer> switchImage = new ArrayList<>();
        for (UnsignedShortType position : Views.flatIterable(marks.switchImage().image()))
            switchImage.add(position.get());
        long stored = 0;
        for (TileGrid.Tile tile : grid.tiles())
            try (Scope local = new Scope()) {
                stored += engine.nonzeros(code.tile(local, tile));
            }
        assertEquals(code.nonzeros(), stored, "units that are stored");
        return new Kept(
                floats(code.image()),
                floats(marks.winners()),
                switchImage.stream().mapToInt(position -> position).toArray(),
                code.nonzeros(),
                passes);
    }

    private static float[] floats(Signal signal) {
        float[] values = new float[(int) signal.shape().size()];
        int i = 0;
        for (FloatType value : Views.flatIterable(signal.image())) values[i++] = value.get();
        return values;
    }
}
