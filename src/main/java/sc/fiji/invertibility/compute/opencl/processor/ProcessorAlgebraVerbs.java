package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.AlgebraVerbs;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LocalResponse;
import sc.fiji.invertibility.compute.Magnitudes;
import sc.fiji.invertibility.compute.Norms;
import sc.fiji.invertibility.compute.PointwiseVerbs;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.Operands;

/** What an OpenCL device does to maps value by value, and what it sums of them. */
abstract class ProcessorAlgebraVerbs extends ProcessorTransferVerbs implements AlgebraVerbs, PointwiseVerbs {

    final Reductions reductions;

    ProcessorAlgebraVerbs(TunedDevice context, long memoryLimit) {
        super(context, memoryLimit);
        reductions = new Reductions(context, memory);
    }

    @Override
    public void axpy(float a, FeatureMap x, FeatureMap y) {
        Operands.requireSame(x.shape(), y.shape());
        arithmetic.axpy(a, operands.map(x), operands.map(y));
    }

    @Override
    public void scale(float a, FeatureMap x) {
        arithmetic.scale(a, operands.map(x));
    }

    @Override
    public FeatureMap combined(Scope scope, float a, FeatureMap x, float b, FeatureMap y) {
        Operands.requireSame(x.shape(), y.shape());
        DeviceMap first = operands.map(x), second = operands.map(y);
        DeviceMap result = allocate(scope, x.shape());
        arithmetic.combine(a, first, b, second, result);
        return result;
    }

    @Override
    public double dot(FeatureMap x, FeatureMap y) {
        return dots(List.of(x), List.of(y))[0];
    }

    @Override
    public double[] dots(List<FeatureMap> x, List<FeatureMap> y) {
        Operands.requireSameShapes(x, y);
        return reductions.dots(operands.maps(x), operands.maps(y));
    }

    @Override
    public double squaredDistance(FeatureMap x, FeatureMap y) {
        return squaredDistances(List.of(x), List.of(y))[0];
    }

    @Override
    public double[] squaredDistances(List<FeatureMap> x, List<FeatureMap> y) {
        Operands.requireSameShapes(x, y);
        return reductions.squaredDistances(operands.maps(x), operands.maps(y));
    }

    @Override
    public FeatureMap pixelNorms(Scope scope, FeatureMap x) {
        DeviceMap map = operands.map(x);
        DeviceMap norms = allocate(scope, x.shape().withChannels(1));
        arithmetic.norms(map, norms);
        return norms;
    }

    @Override
    public void softThreshold(float threshold, FeatureMap x) {
        arithmetic.softThreshold(threshold, operands.map(x));
    }

    @Override
    public Magnitudes magnitudes(FeatureMap x) {
        return magnitudes(List.of(x)).get(0);
    }

    @Override
    public List<Magnitudes> magnitudes(List<FeatureMap> maps) {
        return reductions.magnitudes(operands.maps(maps));
    }

    @Override
    public Norms norms(List<FeatureMap> maps, List<FeatureMap> x, List<FeatureMap> y) {
        Operands.requireSameShapes(x, y);
        return reductions.norms(operands.maps(maps), operands.maps(x), operands.maps(y));
    }

    @Override
    public FeatureMap normalise(Scope scope, FeatureMap h, LocalResponse response) {
        DeviceMap map = operands.map(h);
        DeviceMap normalised = allocate(scope, h.shape());
        arithmetic.normalise(map, response, normalised);
        return normalised;
    }

    @Override
    public FeatureMap rectify(Scope scope, FeatureMap x) {
        DeviceMap map = operands.map(x);
        DeviceMap rectified = allocate(scope, x.shape());
        arithmetic.rectify(map, rectified);
        return rectified;
    }

    @Override
    public FeatureMap mask(Scope scope, FeatureMap x, FeatureMap mask) {
        DeviceMap map = operands.map(x);
        DeviceMap where = operands.map(mask);
        Operands.requireSame(x.shape(), mask.shape());
        DeviceMap masked = allocate(scope, x.shape());
        arithmetic.mask(map, where, masked);
        return masked;
    }
}
