package sc.fiji.invertibility.bench;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * Repeats each of the peer's iterations of Algorithm 1 on an engine, from where the peer stood. So a tie that
 * rounding decides otherwise is seen where it happens, and does not hide in what follows from it.
 */
final class StepByStep implements Stepwise.Listener, AutoCloseable {

    private static final PoolingModel MODEL = PhotoReconstruction.MODEL;

    private final Engine engine;
    private final Shape image;
    private final Scope owner = new Scope();
    private final PackedFilters w;
    private final FeatureMap x;
    private PeerCode lastCode;
    private float[] lastImage;
    private double error;

    StepByStep(PhotoReconstruction work, Engine engine) {
        this.engine = engine;
        this.image = work.x();
        this.w = engine.pack(owner, work.bank());
        this.x = engine.upload(owner, RandomInputs.image(image, PhotoReconstruction.SEED));
    }

    /** {@return the largest relative error of any iteration, of its code without ties and of its image} */
    double error() {
        return error;
    }

    @Override
    public void ended(double mu, PeerCode z, float[] reached) {
        try (Scope local = new Scope()) {
            PooledCode ours = step(local, (float) mu);
            error = Math.max(
                    error,
                    CodeMatch.of(PeerCode.of(engine.downloadCode(ours)), z).error());
            PooledCode theirs =
                    engine.uploadCode(local, z.code(image.withChannels(w.bank().filters()), MODEL.pooling()));
            FeatureMap back = engine.synthesise(local, theirs, MODEL.unpooling(), w, image.height(), image.width());
            error = Math.max(error, Outcome.of(engine.download(back)).relativeError(() -> reached));
        }
        lastCode = z;
        lastImage = reached;
    }

    /** 𝕄(z + μW(x − Wᵀz), k), from the peer's last z and Wᵀz. */
    private PooledCode step(Scope local, float mu) {
        Shape map = image.withChannels(w.bank().filters());
        FeatureMap residual = engine.copy(local, x);
        PooledCode z = null;
        if (lastCode != null) {
            z = engine.uploadCode(local, lastCode.code(map, MODEL.pooling()));
            engine.axpy(-1, engine.upload(local, RandomInputs.image(image, lastImage)), residual);
        }
        FeatureMap g = engine.convolve(local, residual, w, Rectification.NONE);
        PooledCode next = engine.poolStep(local, z, mu, g, MODEL.pooling(), MODEL.unpooling());
        engine.keepLargest(next, MODEL.kept(next.values().shape().size()));
        return next;
    }

    @Override
    public void close() {
        owner.close();
    }
}
