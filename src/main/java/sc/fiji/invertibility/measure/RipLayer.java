package sc.fiji.invertibility.measure;

import java.util.List;
import java.util.stream.DoubleStream;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;

/**
 * The layer that draws are measured in.
 *
 * @param engine where it runs
 * @param w W
 * @param stack how several signals are filtered at once
 */
record RipLayer(Engine engine, PackedFilters w, SignalStack stack) {

    /** {@return how many draws are measured at a time} */
    int most() {
        return stack.most();
    }

    List<FeatureMap> synthesise(Scope scope, List<Pooled> codes, Unpooling unpooling) {
        int height = stack.signal().height(), width = stack.signal().width();
        return engine.synthesiseAll(scope, codes, unpooling, w, height, width);
    }

    double[] norms(List<FeatureMap> maps) {
        return DoubleStream.of(engine.dots(maps, maps)).map(Math::sqrt).toArray();
    }
}
