package sc.fiji.invertibility.compute.opencl.gpu;

import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.bank;
import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.maps;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.FeedForwardLayer;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;

/** Small work by the kernels that filter maps and codes. */
final class SmallFilterings {

    private static final Pooling PAIRS = new Pooling(2, 2, false, Selection.LARGEST);

    private SmallFilterings() {}

    static List<SmallWork> all() {
        List<SmallWork> all = new ArrayList<>();
        for (FilterBank bank : List.of(
                bank(8, 3, 5),
                bank(70, 3, 3),
                bank(16, 16, 3),
                bank(40, 33, 3),
                bank(16, 16, 1),
                bank(33, 130, 1),
                bank(16, 16, 5),
                bank(40, 32, 5),
                bank(4, 40, 3),
                bank(20, 5, 7).withStride(2),
                bank(16, 8, 3).withGroups(2),
                bank(32, 16, 5).withGroups(2))) {
            all.add(forward(bank, new Shape(bank.channels(), 10, 13)));
            all.add(transpose(bank, new Shape(bank.channels(), 10, 13)));
        }
        // Enough pixels for larger tiles of few products.
        all.add(forward(bank(36, 40, 1), new Shape(40, 14, 14)));
        all.add(forward(bank(36, 5, 3), new Shape(5, 14, 14)));
        // Wider than half a tile of the kernel for few channels; filters that fill its last tile partly.
        all.add(forward(bank(70, 3, 3), new Shape(3, 6, 41)));
        all.add(forward(bank(33, 1, 5), new Shape(1, 3, 68)));
        for (int channels : new int[] {16, 33}) {
            all.add(new SmallWork("three layers of " + channels, (engine, scope) -> layers(engine, scope, channels)));
            all.add(thresholded(bank(channels, channels, 3)));
        }
        all.add(thresholded(bank(16, 16, 3).withPadding(Padding.VALID)));
        return all;
    }

    /** A size that is no multiple of a tile, with a batch of two where maps are small. */
    private static SmallWork forward(FilterBank bank, Shape input) {
        return new SmallWork("convolution by " + bank + " of " + input, (engine, scope) -> {
            PackedFilters w = engine.pack(scope, bank);
            return engine.convolveAll(scope, maps(engine, scope, input, 2), w, Rectification.RELU);
        });
    }

    private static SmallWork transpose(FilterBank bank, Shape input) {
        return new SmallWork("transpose of " + bank, (engine, scope) -> {
            PackedFilters w = engine.pack(scope, bank);
            List<FeatureMap> z = maps(engine, scope, input.activations(bank), 2);
            return engine.adjointAll(scope, z, w, input.height(), input.width());
        });
    }

    private static List<FeatureMap> layers(Engine engine, Scope scope, int channels) {
        PackedFilters w = engine.pack(scope, bank(channels, channels, 3));
        FeedForwardLayer plain = new FeedForwardLayer(w.bank(), any -> w, Rectification.RELU, null);
        FeedForwardLayer pooled = new FeedForwardLayer(w.bank(), any -> w, Rectification.RELU, PAIRS);
        return engine.feedForward(
                scope, maps(engine, scope, new Shape(channels, 12, 10), 2), List.of(plain, pooled, plain));
    }

    /** The transpose reads the code. */
    private static SmallWork thresholded(FilterBank bank) {
        return new SmallWork("a layer and its transpose, " + bank, (engine, scope) -> {
            PackedFilters w = engine.pack(scope, bank);
            FeatureMap x =
                    maps(engine, scope, new Shape(bank.channels(), 10, 14), 1).get(0);
            PooledCode z = engine.encode(scope, x, w, Rectification.RELU, PAIRS);
            engine.keepLargest(z, z.values().shape().size() / 4);
            return List.of(engine.synthesise(scope, z, Unpooling.SWITCHES, w, 10, 14));
        });
    }
}
