package sc.fiji.invertibility.invert;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.PoolingModel;

/** A layer that lies on the device as a whole: nothing leaves it between the steps of an iteration. */
final class ResidentLayer implements InvertibleLayer<FeatureMap, FeatureMap, Pooled> {

    private final Engine engine;
    private final PoolingModel model;
    private final Scope scope = new Scope();
    private final PackedFilters w;
    private final FeatureMap x;

    private ResidentLayer(Engine engine, FilterBank bank, PoolingModel model, RandomAccessibleInterval<FloatType> x) {
        this.engine = engine;
        this.model = model;
        try {
            this.w = engine.pack(scope, model.activation().bank(bank));
            this.x = engine.upload(scope, x);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    static ResidentLayer of(Engine engine, FilterBank bank, PoolingModel model, RandomAccessibleInterval<FloatType> x) {
        return new ResidentLayer(engine, bank, model, x);
    }

    @Override
    public FeatureMap gradient(FeatureMap xHat) {
        try (Scope local = new Scope()) {
            FeatureMap residual = xHat == null ? x : engine.combined(local, 1, x, -1, xHat);
            return engine.convolve(new Scope(), residual, w, Rectification.NONE);
        }
    }

    @Override
    public Pooled threshold(Pooled z, double mu, FeatureMap g) {
        Pooled next = engine.poolStep(new Scope(), z, (float) mu, g, model.pooling(), model.unpooling());
        try {
            engine.keepLargest(next, model.kept(next.values().shape().size()));
            return next;
        } catch (RuntimeException e) {
            next.close();
            throw e;
        }
    }

    @Override
    public Pooled scaled(Pooled z, double factor) {
        Pooled result = engine.recode(new Scope(), z.values(), z);
        engine.scale((float) factor, result.values());
        return result;
    }

    @Override
    public Pooled restrict(FeatureMap g, Pooled z) {
        return engine.restrict(new Scope(), g, z, model.unpooling());
    }

    @Override
    public FeatureMap synthesise(Pooled z) {
        Shape shape = x.shape();
        return engine.synthesise(new Scope(), z, model.unpooling(), w, shape.height(), shape.width());
    }

    @Override
    public double squaredNorm(Pooled z) {
        return engine.dot(z.values(), z.values());
    }

    @Override
    public double dot(FeatureMap a, FeatureMap b) {
        return engine.dot(a, b);
    }

    @Override
    public double squaredDistance(FeatureMap a, FeatureMap b) {
        return engine.squaredDistance(a, b);
    }

    @Override
    public CodeDifference compare(Pooled a, Pooled b) {
        return engine.compare(a, b, model.unpooling());
    }

    @Override
    public double inputSquaredNorm() {
        return engine.dot(x, x);
    }

    @Override
    public double inputDot(FeatureMap xHat) {
        return engine.dot(x, xHat);
    }

    @Override
    public Img<FloatType> errors(FeatureMap xHat, double factor) {
        try (Scope local = new Scope()) {
            return engine.download(engine.pixelNorms(local, difference(local, xHat, factor, x)));
        }
    }

    @Override
    public Img<FloatType> image(FeatureMap xHat, double factor) {
        if (factor != 1) engine.scale((float) factor, xHat);
        return engine.download(xHat);
    }

    @Override
    public long nonzeros(Pooled z) {
        return engine.nonzeros(z);
    }

    @Override
    public Img<FloatType> winners(Pooled z) {
        try (Scope local = new Scope()) {
            return engine.download(engine.winners(local, z));
        }
    }

    @Override
    public Img<UnsignedShortType> places(Pooled z) {
        Code code = engine.downloadCode(z);
        Places places = Places.of(code.shape());
        places.put(code, 0, 0);
        return places.image();
    }

    @Override
    public void close() {
        scope.close();
    }

    /** factor·a − b. */
    private FeatureMap difference(Scope owner, FeatureMap a, double factor, FeatureMap b) {
        return engine.combined(owner, (float) factor, a, -1, b);
    }
}
