package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.AlgebraOperations;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.NormsAndDistances;
import sc.fiji.invertibility.compute.PointwiseOperations;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.OperandChecks;

/** Elementwise operations on maps on an OpenCL device, and sums over them. */
abstract class ProcessorAlgebraOperations extends ProcessorTransferOperations
        implements AlgebraOperations, PointwiseOperations {

    final Reductions reductions;

    ProcessorAlgebraOperations(TunedDevice context, long memoryLimit) {
        super(context, memoryLimit);
        reductions = new Reductions(context, memory);
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
        x.shape().requireEqual(y.shape());
        DeviceMap first = operands.map(x), second = operands.map(y);
        DeviceMap result = allocate(scope, x.shape());
        pointwise.combine(a, first, b, second, result);
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
        DeviceMap norms = allocate(scope, x.shape().withChannels(1));
        pointwise.norms(map, norms);
        return norms;
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
        OperandChecks.requireSameShapes(x, y);
        return reductions.norms(operands.maps(maps), operands.maps(x), operands.maps(y));
    }

    @Override
    public FeatureMap normalise(Scope scope, FeatureMap h, LocalResponseNorm response) {
        DeviceMap map = operands.map(h);
        DeviceMap normalised = allocate(scope, h.shape());
        pointwise.normalise(map, response, normalised);
        return normalised;
    }

    @Override
    public FeatureMap rectify(Scope scope, FeatureMap x) {
        DeviceMap map = operands.map(x);
        DeviceMap rectified = allocate(scope, x.shape());
        pointwise.rectify(map, rectified);
        return rectified;
    }

    @Override
    public FeatureMap mask(Scope scope, FeatureMap x, FeatureMap mask) {
        DeviceMap map = operands.map(x);
        DeviceMap where = operands.map(mask);
        x.shape().requireEqual(mask.shape());
        DeviceMap masked = allocate(scope, x.shape());
        pointwise.mask(map, where, masked);
        return masked;
    }
}
