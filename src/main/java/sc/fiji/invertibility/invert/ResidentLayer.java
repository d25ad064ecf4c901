package sc.fiji.invertibility.invert;

import java.util.List;
import java.util.function.Supplier;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.NormsAndDistances;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.sparse.DeviceLayer;
import sc.fiji.invertibility.sparse.PoolingModel;

/** A layer that fits onto the device as a whole: nothing leaves it between the steps of an iteration. */
final class ResidentLayer extends DeviceLayer implements InvertibleLayer<FeatureMap, FeatureMap, PooledCode> {

    private final Engine engine;
    private final FeatureMap x;

    /** Of the last iteration, on their way from the device; or null. */
    private Pending<?> errors;

    ResidentLayer(Engine engine, FilterBank bank, PoolingModel model, RandomAccessibleInterval<FloatType> x) {
        super(engine, bank, model, x);
        this.engine = engine;
        this.x = input();
    }

    /** Copies the last iteration's errors to the heap, for which there is time while the device works on this one. */
    @Override
    protected void beforeWaiting() {
        Pending<?> last = errors;
        errors = null;
        if (last != null) last.get();
    }

    @Override
    public double inputSquaredNorm() {
        return engine.dot(x, x);
    }

    @Override
    public Pending<Measured> measure(PooledCode z, FeatureMap xHat, double factor) {
        return Scope.handedOver(owner -> {
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
        return Scope.handedOver(owner -> image(owner, xHat));
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
    public Pending<Img<FloatType>> winners(PooledCode z) {
        return Scope.handedOver(owner -> {
            FeatureMap winners = engine.winners(owner, z);
            engine.scale(1f / z.unpooledShape().channels(), winners);
            return image(owner, winners);
        });
    }

    private Pending<Img<FloatType>> image(Scope owner, FeatureMap map) {
        Pending<List<Img<FloatType>>> image = owner.own(engine.startDownload(List.of(map)));
        return new Awaited<>(owner, () -> image.get().get(0));
    }

    @Override
    public Img<UnsignedShortType> switchImage(PooledCode z) {
        HostCode code = engine.downloadCode(z);
        SwitchImage switchImage = new SwitchImage(code.shape());
        switchImage.put(code, 0, 0);
        return switchImage.image();
    }
}
