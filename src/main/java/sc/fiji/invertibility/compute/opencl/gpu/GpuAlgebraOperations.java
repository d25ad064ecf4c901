package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.NormsAndDistances;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.ShapeChecks;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/** What a GPU computes of several maps at once or in one step, or starts to compute while the host goes on. */
abstract class GpuAlgebraOperations extends GpuTransferOperations {

    final GpuReductions reductions;

    GpuAlgebraOperations(GpuDevice device, DeviceMemory memory, GpuReductions reductions) {
        super(device, memory, new GpuPointwiseKernels(device), reductions);
        this.reductions = reductions;
    }

    @Override
    public List<FeatureMap> combinedAll(Scope scope, float a, List<FeatureMap> x, float b, List<FeatureMap> y) {
        ShapeChecks.requireSameShapes(x, y);
        if (x.size() == 1) return List.of(combined(scope, a, x.get(0), b, y.get(0)));
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
    public List<FeatureMap> extrapolatedStep(
            Scope scope, float a, List<FeatureMap> x, float b, List<FeatureMap> y, float length, float threshold) {
        boolean ofThree = x.size() == GpuPointwiseKernels.PAIRS && y.size() == x.size();
        if (!ofThree) return super.extrapolatedStep(scope, a, x, b, y, length, threshold);
        ShapeChecks.requireSameShapes(x, y);
        x.get(0).shape().requireEqual(x.get(1).shape());
        List<DeviceMap> first = operands.maps(x), second = operands.maps(y);
        List<DeviceMap> results =
                first.stream().map(map -> batches.allocate(scope, map.shape())).toList();
        pointwise.extrapolatedStep(a, first, b, second, length, threshold, results);
        return List.copyOf(results);
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
    public Pending<double[]> startDots(List<FeatureMap> x, List<FeatureMap> y) {
        ShapeChecks.requireSameShapes(x, y);
        return reductions.startDots(operands.maps(x), operands.maps(y));
    }

    @Override
    public Pending<double[]> startSquaredDistances(List<FeatureMap> x, List<FeatureMap> y) {
        ShapeChecks.requireSameShapes(x, y);
        return reductions.startSquaredDistances(operands.maps(x), operands.maps(y));
    }

    @Override
    public Pending<NormsAndDistances> startNorms(List<FeatureMap> maps, List<FeatureMap> x, List<FeatureMap> y) {
        ShapeChecks.requireSameShapes(x, y);
        return reductions.norms(operands.maps(maps), operands.maps(x), operands.maps(y));
    }
}
