package sc.fiji.invertibility.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

/** Layers in turn give what their definitions give, whether or not there are maps in between. */
interface FeedForwardContract extends OpenEngine {

    /** Layers and inputs. */
    record Layers(List<FilterBank> banks, List<Pooling> poolings, List<Dense> inputs) {

        /**
         * Reads layers.
         *
         * @param words a layer each: filters:size:paddingY:paddingX, and how it is pooled
         */
        static Layers of(int count, Shape input, String words) {
            SplittableRandom random = new SplittableRandom(words.hashCode());
            List<FilterBank> banks = new ArrayList<>();
            List<Pooling> poolings = new ArrayList<>();
            int channels = input.channels();
            for (String word : words.split(" ")) {
                String[] parts = word.split(":");
                int filters = Integer.parseInt(parts[0]), size = Integer.parseInt(parts[1]);
                FilterBank bank = GaussianFilters.scaled(filters, channels, size, banks.size())
                        .withPadding(new Padding(Integer.parseInt(parts[2]), Integer.parseInt(parts[3])));
                // Some banks have no bias, which kernels may treat differently.
                banks.add(banks.size() == 2 ? bank : bank.withBias(FilteringContract.Case.biases(filters, random)));
                poolings.add(parts.length < 5 ? null : pooling(parts[4]));
                channels = filters;
            }
            List<Dense> inputs = new ArrayList<>();
            for (int i = 0; i < count; i++) inputs.add(Dense.random(input, random));
            return new Layers(banks, poolings, inputs);
        }

        private static Pooling pooling(String name) {
            return switch (name) {
                case "largest" -> new Pooling(2, 2, false, Selection.LARGEST);
                case "rectified" -> new Pooling(2, 2, true, Selection.LARGEST_RECTIFIED);
                case "magnitude" -> new Pooling(2, 2, true, Selection.LARGEST_MAGNITUDE);
                default -> new Pooling(3, 2, false, Selection.LARGEST);
            };
        }

        private static Rectification rectification(int layer) {
            return layer % 3 == 1 ? Rectification.NONE : Rectification.RELU;
        }

        List<FeedForwardLayer> on(Engine engine) {
            List<FeedForwardLayer> layers = new ArrayList<>();
            for (int i = 0; i < banks.size(); i++) {
                FilterBank bank = banks.get(i);
                layers.add(new FeedForwardLayer(
                        bank, scope -> engine.pack(scope, bank), rectification(i), poolings.get(i)));
            }
            return layers;
        }

        /** The outputs for an input, by their definition. */
        Dense expected(int input) {
            Dense x = inputs.get(input);
            for (int i = 0; i < banks.size(); i++) {
                x = Oracle.convolve(x, banks.get(i), rectification(i));
                if (poolings.get(i) == null) continue;
                Shape pooled = poolings.get(i).pooledShape(x.shape());
                x = Dense.of(pooled, Oracle.pool(x, poolings.get(i)).values());
            }
            return x;
        }
    }

    @ParameterizedTest(name = "{0} inputs of {1}×{2}×{3} through {4}")
    @CsvSource({
        "1, 16, 14, 14, 24:3:1:1 40:3:1:1 16:3:1:1:largest",
        "1, 32, 28, 28, 16:3:1:1:rectified 48:3:1:1 32:3:1:1",
        "3, 17, 20, 36, 20:3:1:1:magnitude 18:3:1:1 24:3:1:1:magnitude 16:3:1:1",
        "2, 16, 23, 19, 16:3:0:0 16:3:2:1 16:3:1:5 17:3:4:3",
        "1, 16, 112, 113, 16:3:1:1 16:3:1:1",
        "1, 16, 124, 60, 17:3:1:1:largest 16:3:1:2",
        "1, 16, 9, 600, 16:3:1:0 17:3:0:1 16:3:1:1",
        "2, 3, 40, 48, 32:3:1:1 32:3:1:1:largest 64:3:1:1:largest 64:5:2:2 32:3:1:1 32:3:1:1:overlapping 16:3:1:1",
        "1, 20, 21, 24, 16:3:1:1:rectified 24:3:1:1",
        "5, 16, 6, 7, 130:3:1:1 70:3:1:1",
        "9, 16, 2, 2, 16:3:1:1 16:3:1:1:largest 16:3:1:1"
    })
    default void layersInTurnAreTheirDefinitions(int count, int channels, int height, int width, String words) {
        Layers layers = Layers.of(count, new Shape(channels, height, width), words);
        engine().trim();
        long before = engine().bytesInUse();
        try (Scope scope = new Scope()) {
            List<FeatureMap> x =
                    layers.inputs.stream().map(map -> up(scope, map)).toList();
            List<FeatureMap> outputs = engine().feedForward(scope, x, layers.on(engine()));
            assertEquals(count, outputs.size());
            for (int i = 0; i < count; i++)
                assertClose(
                        layers.expected(i),
                        Dense.of(engine().download(outputs.get(i))),
                        FilteringContract.AGREEMENT,
                        "input " + i);
        }
        engine().trim();
        assertEquals(before, engine().bytesInUse());
    }

    @Test
    default void layersInTurnNeedNoMoreMemoryThanEachAlone() {
        Layers layers = Layers.of(2, new Shape(16, 40, 40), "64:3:1:1 96:3:1:1:largest 64:3:1:1 64:3:1:1");
        Dense expected = layers.expected(1);
        long needed = least(layers, expected, false);
        assertTrue(least(layers, expected, true) <= needed, "one after the other, " + needed + " bytes are enough");
    }

    /** The least memory, in steps of a quarter, with which layers are applied, in turn or each by a call of its own. */
    private long least(Layers layers, Dense expected, boolean inTurn) {
        for (double bytes = 1 << 18; ; bytes *= 1.25)
            try (Engine engine = open((long) bytes)) {
                try (Scope scope = new Scope()) {
                    List<FeatureMap> current = new ArrayList<>();
                    for (Dense map : layers.inputs) current.add(engine.upload(scope, map.image()));
                    if (inTurn) current = engine.feedForward(scope, current, layers.on(engine));
                    else for (FeedForwardLayer layer : layers.on(engine)) current = layer.apply(engine, scope, current);
                    Dense output = Dense.of(engine.download(current.get(1)));
                    assertClose(expected, output, FilteringContract.AGREEMENT, bytes + " bytes");
                    return (long) bytes;
                } catch (OutOfDeviceMemory e) {
                    engine.trim();
                    assertEquals(0, engine.bytesInUse(), "left behind by " + bytes + " bytes");
                }
            }
    }

    @Test
    default void layersInTurnMayBeStoppedBeforeEach() {
        Layers layers = Layers.of(1, new Shape(16, 16, 16), "16:3:1:1 16:3:1:1");
        List<FeedForwardLayer> working = layers.on(engine());
        FeedForwardLayer stopping = new FeedForwardLayer(
                layers.banks.get(1),
                scope -> {
                    throw new CancellationException();
                },
                Rectification.NONE,
                null);
        engine().trim();
        long before = engine().bytesInUse();
        try (Scope scope = new Scope()) {
            List<FeatureMap> x = List.of(up(scope, layers.inputs.get(0)));
            assertThrows(
                    CancellationException.class,
                    () -> engine().feedForward(scope, x, List.of(working.get(0), stopping)));
        }
        engine().trim();
        assertEquals(before, engine().bytesInUse());
    }

    @Test
    default void noLayersAndLayersThatDoNotFitAreRefused() {
        Layers layers = Layers.of(1, new Shape(16, 16, 16), "16:3:1:1 17:3:1:1");
        List<FeedForwardLayer> backwards =
                List.of(layers.on(engine()).get(1), layers.on(engine()).get(0));
        try (Scope scope = new Scope()) {
            List<FeatureMap> x = List.of(up(scope, layers.inputs.get(0)));
            assertThrows(IllegalArgumentException.class, () -> engine().feedForward(scope, x, List.of()));
            assertThrows(IllegalArgumentException.class, () -> engine().feedForward(scope, x, backwards));
            assertEquals(List.of(), engine().feedForward(scope, List.of(), layers.on(engine())));
        }
    }
}
