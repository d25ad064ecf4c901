package sc.fiji.invertibility.compute;

import java.util.List;
import java.util.function.Function;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * One of several layers of a network that are applied in turn: h = Wx, rectified, and pooled if wanted.
 *
 * @param bank W
 * @param filters returns W, packed for the engine; it is asked when it is the layer's turn, perhaps once for each of
 *     several parts of a batch, and given a scope that lasts as long as the filters are needed
 * @param rectification what is applied to the activations
 * @param pooling windows and selection, or null where the layer is not pooled
 */
public record FeedForwardLayer(
        FilterBank bank, Function<Scope, PackedFilters> filters, Rectification rectification, Pooling pooling) {

    /**
     * Returns the size of the layer's outputs.
     *
     * @param x the size of its inputs
     * @return the size after pooling
     * @throws IllegalArgumentException if the layer cannot be applied to such inputs
     */
    public Shape outputs(Shape x) {
        Shape h = x.activations(bank);
        return pooling == null ? h : pooling.pooledShape(h);
    }

    /** Applies this layer alone. */
    List<FeatureMap> apply(LayerOperations engine, Scope scope, List<FeatureMap> x) {
        try (Scope local = new Scope()) {
            PackedFilters w = filters.apply(local);
            if (pooling == null) return engine.convolveAll(scope, x, w, rectification);
            return engine.encodeAll(scope, x, w, rectification, pooling).stream()
                    .map(PooledCode::values)
                    .toList();
        }
    }
}
