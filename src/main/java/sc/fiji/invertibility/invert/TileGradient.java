package sc.fiji.invertibility.invert;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * The gradient g = W(x − x̂) of a tile: a map or, if it is used only once, the residual x − x̂, from which an engine
 * may compute the result without a map of g.
 *
 * @param map g, or null
 * @param residual x − x̂, or null
 * @param w the bank, without padding
 */
record TileGradient(Engine engine, FeatureMap map, FeatureMap residual, PackedFilters w) {

    /** Pools z + μg. */
    PooledCode poolStep(Scope scope, PooledCode z, double mu, PoolingModel model) {
        return map != null
                ? engine.poolStep(scope, z, (float) mu, map, model.pooling(), model.unpooling())
                : engine.poolStep(scope, z, (float) mu, residual, w, model.pooling(), model.unpooling());
    }

    /** The restriction g_Γ to the support of a code. */
    PooledCode restrict(Scope scope, PooledCode z, Unpooling unpooling) {
        return map != null
                ? engine.restrict(scope, map, z, unpooling)
                : engine.restrict(scope, residual, w, z, unpooling);
    }
}
