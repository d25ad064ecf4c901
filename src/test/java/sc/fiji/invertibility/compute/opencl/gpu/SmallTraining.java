package sc.fiji.invertibility.compute.opencl.gpu;

import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.bank;
import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.maps;
import static sc.fiji.invertibility.compute.opencl.gpu.SmallWork.random;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.compute.AdamStep;
import sc.fiji.invertibility.compute.BatchNormGradient;
import sc.fiji.invertibility.compute.BlockSum;
import sc.fiji.invertibility.compute.ChannelMoments;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.ParameterShapes;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Pooling.Selection;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;

/** Small work by the kernels that training needs. */
final class SmallTraining {

    private SmallTraining() {}

    static List<SmallWork> all() {
        return List.of(
                new SmallWork("training", SmallTraining::training),
                new SmallWork("gradients of filters", SmallTraining::filterGradients),
                new SmallWork("gradients of windows", SmallTraining::windows),
                new SmallWork("a step of Adam", SmallTraining::adam));
    }

    private static List<FeatureMap> training(Engine engine, Scope scope) {
        List<FeatureMap> x = maps(engine, scope, new Shape(6, 10, 13), 3);
        ChannelMoments moments = engine.moments(scope, x);
        FeatureMap ones = engine.upload(scope, random(ParameterShapes.perChannel(6), 3));
        List<FeatureMap> results = new ArrayList<>(List.of(
                engine.channelSums(scope, x),
                engine.reflect(scope, x.get(0), 2),
                engine.fold(scope, x.get(0), 2),
                engine.repeat(scope, x.get(0), 3, 28, 38),
                engine.dropout(scope, x.get(0), 0.5f, 7)));
        results.addAll(
                engine.affine(scope, x, engine.batchNorm(scope, moments, ones, ones, 1e-3f), Rectification.RELU));
        List<FeatureMap> g = maps(engine, scope, new Shape(6, 10, 13), 3);
        BatchNormGradient gradient = engine.batchNormGradient(scope, x, g, moments, ones, 1e-3f);
        results.addAll(gradient.input());
        results.addAll(List.of(gradient.scale(), gradient.shift()));
        return results;
    }

    private static List<FeatureMap> filterGradients(Engine engine, Scope scope) {
        List<FeatureMap> x = maps(engine, scope, new Shape(6, 10, 13), 3);
        List<FeatureMap> g = maps(engine, scope, new Shape(4, 10, 13), 3);
        return List.of(
                engine.filterGradient(scope, x, g, bank(4, 6, 3)), engine.filterGradient(scope, x, g, bank(4, 6, 5)));
    }

    private static List<FeatureMap> windows(Engine engine, Scope scope) {
        FeatureMap x = maps(engine, scope, new Shape(6, 10, 13), 1).get(0);
        BlockSum sum = new BlockSum(3, 2, 0.25f);
        FeatureMap sums = engine.blockSums(scope, x, sum);
        PooledCode z = engine.pool(scope, x, new Pooling(3, 2, false, Selection.LARGEST));
        return List.of(
                sums, engine.blockSpread(scope, sums, sum, 10, 13), engine.gather(scope, x, z, Unpooling.SWITCHES));
    }

    private static List<FeatureMap> adam(Engine engine, Scope scope) {
        List<FeatureMap> x = maps(engine, scope, new Shape(6, 10, 13), 3);
        FeatureMap square = engine.rectify(scope, x.get(2)), parameter = engine.zeros(scope, square.shape());
        engine.adam(new AdamStep(0.01, 0.9, 0.999, 1e-8, 2), parameter, x.get(0), x.get(1), square);
        return List.of(parameter, x.get(1), square);
    }
}
