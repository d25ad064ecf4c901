package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.PointwiseOperations;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.ReductionOperations;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.ShapeChecks;
import sc.fiji.invertibility.compute.SparsityOperations;
import sc.fiji.invertibility.compute.Unpooling;

/** Operations on each value of maps and codes, and sums over them. */
public abstract class DeviceAlgebraOperations extends DeviceTransferOperations
        implements ReductionOperations, PointwiseOperations, SparsityOperations {

    private final PointwiseKernels pointwise;
    private final Reductions reductions;

    /**
     * Begins with the memory that is given.
     *
     * @param memory the memory of the engine
     * @param batches allocates in it
     * @param pointwise the family's kernels
     * @param reductions the family's sums
     */
    protected DeviceAlgebraOperations(
            DeviceMemory memory, Batches batches, PointwiseKernels pointwise, Reductions reductions) {
        super(memory, batches, pointwise);
        this.pointwise = pointwise;
        this.reductions = reductions;
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
        DeviceMap result = batches.allocate(scope, x.shape());
        pointwise.combine(a, first, b, second, result);
        return result;
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
        DeviceMap map = operands.map(x), where = operands.map(mask);
        x.shape().requireEqual(mask.shape());
        DeviceMap masked = batches.allocate(scope, x.shape());
        pointwise.mask(map, where, masked);
        return masked;
    }

    @Override
    public void softThreshold(float threshold, FeatureMap x) {
        pointwise.softThreshold(threshold, operands.map(x));
    }

    @Override
    public FeatureMap normalise(Scope scope, FeatureMap h, LocalResponseNorm response) {
        DeviceMap map = operands.map(h);
        DeviceMap normalised = batches.allocate(scope, h.shape());
        pointwise.normalise(map, response, normalised);
        return normalised;
    }

    @Override
    public FeatureMap pixelNorms(Scope scope, FeatureMap x) {
        DeviceMap map = operands.map(x);
        DeviceMap norms = batches.allocate(scope, x.shape().withChannels(1));
        pointwise.norms(map, norms);
        return norms;
    }

    @Override
    public double dot(FeatureMap x, FeatureMap y) {
        return dots(List.of(x), List.of(y))[0];
    }

    @Override
    public double[] dots(List<FeatureMap> x, List<FeatureMap> y) {
        ShapeChecks.requireSameShapes(x, y);
        return reductions.dots(operands.maps(x), operands.maps(y));
    }

    @Override
    public double squaredDistance(FeatureMap x, FeatureMap y) {
        return squaredDistances(List.of(x), List.of(y))[0];
    }

    @Override
    public double[] squaredDistances(List<FeatureMap> x, List<FeatureMap> y) {
        ShapeChecks.requireSameShapes(x, y);
        return reductions.squaredDistances(operands.maps(x), operands.maps(y));
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
    public CodeDifference compare(PooledCode a, PooledCode b, Unpooling unpooling) {
        DeviceCode first = operands.code(a), second = operands.code(b);
        ShapeChecks.requireAlike(first, second);
        if (a.pooling().disjoint()) return reductions.difference(first, second, unpooling);
        try (Scope local = new Scope()) {
            return reductions.difference(
                    operands.map(unpool(local, a, unpooling)), operands.map(unpool(local, b, unpooling)));
        }
    }

    @Override
    public PooledCode recode(Scope scope, FeatureMap values, PooledCode positions) {
        DeviceMap map = operands.map(values);
        DeviceCode code = operands.code(positions);
        values.shape().requireEqual(code.values().shape());
        DeviceCode result = scope.own(DeviceCode.allocate(memory, code));
        pointwise.copy(map, result.values());
        if (map == code.values()) result.hasAtMost(code.mostNonzeros());
        return result;
    }
}
