package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.PointwiseOperations;
import sc.fiji.invertibility.compute.ReductionOperations;
import sc.fiji.invertibility.compute.Scope;

/** Elementwise operations on maps on the heap, and sums over them. */
abstract class JavaAlgebraOperations extends JavaTransferOperations
        implements ReductionOperations, PointwiseOperations {

    JavaAlgebraOperations(WorkerPool workers, long bytes) {
        super(workers, bytes);
    }

    @Override
    public void axpy(float a, FeatureMap x, FeatureMap y) {
        HeapMap source = own(x);
        HeapMap target = own(y);
        x.shape().requireEqual(y.shape());
        algebra.axpy(a, source, target);
    }

    @Override
    public void scale(float a, FeatureMap x) {
        algebra.scale(a, own(x));
    }

    @Override
    public FeatureMap combined(Scope scope, float a, FeatureMap x, float b, FeatureMap y) {
        HeapMap first = own(x);
        HeapMap second = own(y);
        x.shape().requireEqual(y.shape());
        HeapMap result = map(scope, x.shape());
        algebra.combine(a, first, b, second, result);
        return result;
    }

    @Override
    public double dot(FeatureMap x, FeatureMap y) {
        HeapMap first = own(x);
        HeapMap second = own(y);
        x.shape().requireEqual(y.shape());
        return algebra.dot(first, second);
    }

    @Override
    public FeatureMap pixelNorms(Scope scope, FeatureMap x) {
        HeapMap map = own(x);
        HeapMap norms = map(scope, x.shape().withChannels(1));
        algebra.pixelNorms(map, norms);
        return norms;
    }

    @Override
    public void softThreshold(float threshold, FeatureMap x) {
        algebra.softThreshold(threshold, own(x));
    }

    @Override
    public FeatureMap proximalStep(Scope scope, FeatureMap y, float a, FeatureMap g, float threshold) {
        HeapMap first = own(y);
        HeapMap second = own(g);
        y.shape().requireEqual(g.shape());
        HeapMap result = map(scope, y.shape());
        algebra.proximalStep(first, a, second, threshold, result);
        return result;
    }

    @Override
    public MapNorms magnitudes(FeatureMap x) {
        return algebra.magnitudes(own(x));
    }

    @Override
    public FeatureMap rectify(Scope scope, FeatureMap x) {
        HeapMap source = own(x);
        HeapMap rectified = map(scope, x.shape());
        algebra.rectify(source, rectified);
        return rectified;
    }

    @Override
    public FeatureMap mask(Scope scope, FeatureMap x, FeatureMap mask) {
        HeapMap source = own(x);
        HeapMap where = own(mask);
        x.shape().requireEqual(mask.shape());
        HeapMap masked = map(scope, x.shape());
        algebra.mask(source, where, masked);
        return masked;
    }
}
