package sc.fiji.invertibility.invert;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.IterateDifference;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.NormsAndDistances;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;

/** A layer that fits onto the device as a whole: nothing leaves it between the steps of an iteration. */
final class ResidentLayer implements InvertibleLayer<FeatureMap, FeatureMap, PooledCode> {

    private final Engine engine;
    private final PoolingModel model;
    private final Scope scope = new Scope();
    private final PackedFilters w;
    private final FeatureMap x;

    /** Of the last iteration, on their way from the device; or null. */
    private Pending<?> errors;

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
            return handedOver(owner -> engine.convolve(owner, residual, w, Rectification.NONE));
        }
    }

    @Override
    public FeatureMap analysed(FeatureMap u) {
        return handedOver(owner -> engine.convolve(owner, u, w, Rectification.NONE));
    }

    @Override
    public FeatureMap residual(FeatureMap xHat) {
        return handedOver(owner -> xHat == null ? engine.copy(owner, x) : engine.combined(owner, 1, x, -1, xHat));
    }

    @Override
    public FeatureMap combined(double a, FeatureMap x, double b, FeatureMap y) {
        return handedOver(owner -> engine.combined(owner, (float) a, x, (float) b, y));
    }

    @Override
    public PooledCode corrected(PooledCode z, FeatureMap g) {
        return handedOver(owner -> {
            PooledCode result = engine.restrict(owner, g, z, model.unpooling());
            engine.axpy(1, z.values(), result.values());
            return result;
        });
    }

    @Override
    public boolean projects() {
        return model.projects();
    }

    @Override
    public boolean rectified() {
        return model.activation() != Activation.NONE;
    }

    @Override
    public PooledCode threshold(PooledCode z, double mu, FeatureMap g) {
        return handedOver(owner -> {
            PooledCode next = engine.poolStep(owner, z, (float) mu, g, model.pooling(), model.unpooling());
            engine.keepLargest(next, model.kept(next.values().shape().size()));
            return next;
        });
    }

    @Override
    public PooledCode scaled(PooledCode z, double factor) {
        return handedOver(owner -> {
            PooledCode result = engine.recode(owner, z.values(), z);
            engine.scale((float) factor, result.values());
            return result;
        });
    }

    @Override
    public PooledCode restrict(FeatureMap g, PooledCode z) {
        return handedOver(owner -> engine.restrict(owner, g, z, model.unpooling()));
    }

    @Override
    public FeatureMap synthesise(PooledCode z) {
        Shape shape = x.shape();
        return handedOver(owner -> engine.synthesise(owner, z, model.unpooling(), w, shape.height(), shape.width()));
    }

    @Override
    public double squaredNorm(PooledCode z) {
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
    public CodeDifference compare(PooledCode a, PooledCode b) {
        return engine.compare(a, b, model.unpooling());
    }

    @Override
    public double[] squaredNorms(PooledCode z, FeatureMap x) {
        List<FeatureMap> both = List.of(z.values(), x);
        try (Pending<double[]> squares = engine.startDots(both, both)) {
            takeErrors();
            return squares.get();
        }
    }

    /** Copies the last iteration's errors to the heap, for which there is time while the device works on this one. */
    private void takeErrors() {
        Pending<?> last = errors;
        errors = null;
        if (last != null) last.get();
    }

    @Override
    public double[] move(FeatureMap x, FeatureMap before) {
        try (Scope local = new Scope()) {
            List<FeatureMap> both = List.of(engine.combined(local, 1, x, -1, before), x);
            return engine.dots(both, both);
        }
    }

    @Override
    public IterateDifference change(PooledCode a, PooledCode b, FeatureMap x, FeatureMap y) {
        return engine.change(a, b, model.unpooling(), x, y);
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
    public double[] fit(FeatureMap xHat) {
        return engine.dots(List.of(x, xHat), List.of(xHat, xHat));
    }

    @Override
    public Pending<Measured> measure(PooledCode z, FeatureMap xHat, double factor) {
        return handedOver(owner -> {
            FeatureMap norms = engine.pixelDistances(owner, (float) factor, xHat, x);
            Pending<List<Img<FloatType>>> image = owner.own(engine.startDownload(List.of(norms)));
            Pending<NormsAndDistances> sums =
                    owner.own(engine.startNorms(List.of(norms, z.values()), List.of(), List.of()));
            errors = image;
            return new Awaited<>(owner, () -> {
                List<MapNorms> magnitudes = sums.get().magnitudes();
                return new Measured(
                        image.get().get(0),
                        magnitudes.get(0).squares(),
                        magnitudes.get(1).nonzeros());
            });
        });
    }

    @Override
    public Pending<Img<FloatType>> image(FeatureMap xHat, double factor) {
        if (factor != 1) engine.scale((float) factor, xHat);
        return handedOver(owner -> {
            Pending<List<Img<FloatType>>> image = owner.own(engine.startDownload(List.of(xHat)));
            return new Awaited<>(owner, () -> image.get().get(0));
        });
    }

    /** A result that is put together of others on their way, and what they need until then. */
    private record Awaited<T>(Scope owner, Supplier<T> result) implements Pending<T> {

        @Override
        public T get() {
            return result.get();
        }

        @Override
        public void close() {
            owner.close();
        }
    }

    @Override
    public Img<FloatType> winners(PooledCode z) {
        try (Scope local = new Scope()) {
            FeatureMap winners = engine.winners(local, z);
            engine.scale(1f / z.unpooledShape().channels(), winners);
            return engine.download(winners);
        }
    }

    @Override
    public Img<UnsignedShortType> switchImage(PooledCode z) {
        HostCode code = engine.downloadCode(z);
        SwitchImage switchImage = SwitchImage.of(code.shape());
        switchImage.put(code, 0, 0);
        return switchImage.image();
    }

    @Override
    public void close() {
        scope.close();
    }

    /** Makes a handle that the caller closes; nothing is left on the device if that fails. */
    private static <T> T handedOver(Function<Scope, T> operations) {
        Scope owner = new Scope();
        try {
            return operations.apply(owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }
}
