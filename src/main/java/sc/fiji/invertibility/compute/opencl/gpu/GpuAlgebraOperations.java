package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.AlgebraOperations;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.NormsAndDistances;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PointwiseOperations;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.OperandChecks;

/** Elementwise operations on maps on a GPU, and sums over them. */
abstract class GpuAlgebraOperations extends GpuTransferOperations implements AlgebraOperations, PointwiseOperations {

    final Reductions reductions;

    GpuAlgebraOperations(GpuDevice device, long memoryLimit) {
        super(device, memoryLimit);
        reductions = new Reductions(device, memory);
    }

    @Override
    public void axpy(float a, FeatureMap x, FeatureMap y) {
        x.shape().requireEqual(y.shape());
        pointwise.axpy(a, operands.map(x), operands.map(y));
    }

    @Override
    public void scale(float a, FeatureMap x) {
        pointwise.scale(a, operands.map(x));
    }

    @Override
    public FeatureMap combined(Scope scope, float a, FeatureMap x, float b, FeatureMap y) {
        return combinedAll(scope, a, List.of(x), b, List.of(y)).get(0);
    }

    @Override
    public List<FeatureMap> combinedAll(Scope scope, float a, List<FeatureMap> x, float b, List<FeatureMap> y) {
        OperandChecks.requireSameShapes(x, y);
        List<DeviceMap> first = operands.maps(x), second = operands.maps(y);
        List<DeviceMap> results =
                batches.allocate(scope, first.stream().map(DeviceMap::shape).toList());
        pointwise.combine(a, first, b, second, results);
        return List.copyOf(results);
    }

    @Override
    public FeatureMap proximalStep(Scope scope, FeatureMap y, float a, FeatureMap g, float threshold) {
        y.shape().requireEqual(g.shape());
        DeviceMap from = operands.map(y), gradient = operands.map(g);
        DeviceMap result = batches.allocate(scope, y.shape());
        pointwise.proximalStep(from, a, gradient, threshold, result);
        return result;
    }

    @Override
    public double dot(FeatureMap x, FeatureMap y) {
        return dots(List.of(x), List.of(y))[0];
    }

    @Override
    public double[] dots(List<FeatureMap> x, List<FeatureMap> y) {
        OperandChecks.requireSameShapes(x, y);
        return reductions.dots(operands.maps(x), operands.maps(y));
    }

    @Override
    public Pending<double[]> startDots(List<FeatureMap> x, List<FeatureMap> y) {
        OperandChecks.requireSameShapes(x, y);
        return reductions.startDots(operands.maps(x), operands.maps(y));
    }

    @Override
    public Pending<double[]> startSquaredDistances(List<FeatureMap> x, List<FeatureMap> y) {
        OperandChecks.requireSameShapes(x, y);
        return reductions.startSquaredDistances(operands.maps(x), operands.maps(y));
    }

    @Override
    public double squaredDistance(FeatureMap x, FeatureMap y) {
        return squaredDistances(List.of(x), List.of(y))[0];
    }

    @Override
    public double[] squaredDistances(List<FeatureMap> x, List<FeatureMap> y) {
        OperandChecks.requireSameShapes(x, y);
        return reductions.squaredDistances(operands.maps(x), operands.maps(y));
    }

    @Override
    public FeatureMap pixelNorms(Scope scope, FeatureMap x) {
        DeviceMap map = operands.map(x);
        DeviceMap norms = batches.allocate(scope, x.shape().withChannels(1));
        pointwise.norms(map, norms);
        return norms;
    }

    @Override
    public FeatureMap pixelDistances(Scope scope, float a, FeatureMap x, FeatureMap y) {
        x.shape().requireEqual(y.shape());
        DeviceMap first = operands.map(x), second = operands.map(y);
        DeviceMap distances = batches.allocate(scope, x.shape().withChannels(1));
        pointwise.distances(a, first, second, distances);
        return distances;
    }

    @Override
    public void softThreshold(float threshold, FeatureMap x) {
        pointwise.softThreshold(threshold, operands.map(x));
    }

    @Override
    public MapNorms magnitudes(FeatureMap x) {
        return magnitudes(List.of(x)).get(0);
    }

    @Override
    public List<MapNorms> magnitudes(List<FeatureMap> maps) {
        return reductions.magnitudes(operands.maps(maps));
    }

    @Override
    public NormsAndDistances norms(List<FeatureMap> maps, List<FeatureMap> x, List<FeatureMap> y) {
        try (Pending<NormsAndDistances> norms = startNorms(maps, x, y)) {
            return norms.get();
        }
    }

    @Override
    public Pending<NormsAndDistances> startNorms(List<FeatureMap> maps, List<FeatureMap> x, List<FeatureMap> y) {
        OperandChecks.requireSameShapes(x, y);
        return reductions.norms(operands.maps(maps), operands.maps(x), operands.maps(y));
    }

    @Override
    public FeatureMap normalise(Scope scope, FeatureMap h, LocalResponseNorm response) {
        DeviceMap map = operands.map(h);
        DeviceMap normalised = batches.allocate(scope, h.shape());
        pointwise.normalise(map, response, normalised);
        return normalised;
    }

    @Override
    public FeatureMap rectify(Scope scope, FeatureMap x) {
        DeviceMap map = operands.map(x);
        DeviceMap rectified = batches.allocate(scope, x.shape());
        pointwise.rectify(map, rectified);
        return rectified;
    }

    @Override
    public FeatureMap mask(Scope scope, FeatureMap x, FeatureMap mask) {
        DeviceMap map = operands.map(x);
        DeviceMap where = operands.map(mask);
        x.shape().requireEqual(mask.shape());
        DeviceMap masked = batches.allocate(scope, x.shape());
        pointwise.mask(map, where, masked);
        return masked;
    }
}
