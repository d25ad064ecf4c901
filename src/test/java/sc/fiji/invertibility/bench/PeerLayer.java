package sc.fiji.invertibility.bench;

import ai.onnxruntime.OnnxTensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import sc.fiji.invertibility.bench.onnx.OnnxModel;
import sc.fiji.invertibility.bench.onnx.OnnxSession;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.sparse.CodingLayer;

/** A layer whose convolutions the peer computes, in memory that is made once. */
final class PeerLayer implements CodingLayer<PeerImage, PeerImage, PeerCode>, AutoCloseable {

    private final Scope owner = new Scope();
    private final Deque<OnnxTensor> images = new ArrayDeque<>();
    private final Deque<OnnxTensor> gradients = new ArrayDeque<>();
    private final OnnxSession analysis;
    private final OnnxSession synthesis;
    private final OnnxTensor x;
    private final OnnxTensor zero;
    private final OnnxTensor dense;
    private final Shape units;
    private final long kept;
    private final long[] sizes;

    PeerLayer(PhotoReconstruction work, int threads) {
        Shape image = work.x(), map = image.withChannels(work.bank().filters());
        sizes = sizes(image);
        analysis = owner.own(OnnxSession.of(
                new OnnxModel()
                        .input("x", sizes)
                        .input("xHat", sizes)
                        .node("Sub", "x xHat", "r")
                        .convolve(work.bank(), "r", "g")
                        .outputs("g"),
                threads));
        synthesis = owner.own(OnnxSession.of(
                new OnnxModel()
                        .input("z", sizes(map))
                        .transposed(work.bank(), "z", "x")
                        .outputs("x"),
                threads));
        x = owner.own(OnnxSession.tensor(RandomInputs.values(image, PhotoReconstruction.SEED), sizes));
        zero = owner.own(OnnxSession.tensor(sizes));
        dense = owner.own(OnnxSession.tensor(sizes(map)));
        gradients.push(owner.own(OnnxSession.tensor(sizes(map))));
        units = PhotoReconstruction.MODEL.pooling().pooledShape(map);
        kept = PhotoReconstruction.MODEL.kept(units.size());
    }

    private static long[] sizes(Shape shape) {
        return new long[] {1, shape.channels(), shape.height(), shape.width()};
    }

    @Override
    public PeerImage gradient(PeerImage xHat) {
        PeerImage g = new PeerImage(gradients.pop(), gradients);
        analysis.runInto(Map.of("x", x, "xHat", xHat == null ? zero : xHat.tensor()), Map.of("g", g.tensor()));
        return g;
    }

    @Override
    public boolean projects() {
        return true;
    }

    @Override
    public boolean rectified() {
        return false;
    }

    @Override
    public PeerImage analysed(PeerImage u) {
        throw notCompared();
    }

    @Override
    public PeerImage residual(PeerImage xHat) {
        throw notCompared();
    }

    @Override
    public double inputDot(PeerImage xHat) {
        throw notCompared();
    }

    @Override
    public PeerImage combined(double a, PeerImage x, double b, PeerImage y) {
        throw notCompared();
    }

    @Override
    public PeerCode corrected(PeerCode z, PeerImage g) {
        throw notCompared();
    }

    private static UnsupportedOperationException notCompared() {
        return new UnsupportedOperationException("the peer takes unit and normalised steps only");
    }

    @Override
    public PeerCode threshold(PeerCode z, double mu, PeerImage g) {
        return PeerCode.pooled(z, (float) mu, g.floats(), units).keep(kept);
    }

    @Override
    public PeerCode scaled(PeerCode z, double factor) {
        return z.times((float) factor);
    }

    @Override
    public PeerImage signalOf(PeerCode scaled, double factor, PeerImage xHat) {
        PeerImage image = image();
        image.setMultiple((float) factor, xHat);
        return image;
    }

    @Override
    public PeerCode restrict(PeerImage g, PeerCode z) {
        return z.restricted(g.floats());
    }

    @Override
    public PeerImage synthesise(PeerCode z) {
        PeerImage image = image();
        z.spread(OnnxSession.floats(dense));
        synthesis.runInto(Map.of("z", dense), Map.of("x", image.tensor()));
        return image;
    }

    private PeerImage image() {
        return new PeerImage(images.isEmpty() ? owner.own(OnnxSession.tensor(sizes)) : images.pop(), images);
    }

    @Override
    public double squaredNorm(PeerCode z) {
        return z.squaredNorm();
    }

    @Override
    public double dot(PeerImage a, PeerImage b) {
        return a.dot(b);
    }

    @Override
    public double squaredDistance(PeerImage a, PeerImage b) {
        return a.squaredDistance(b);
    }

    @Override
    public CodeDifference compare(PeerCode a, PeerCode b) {
        return a.compare(b);
    }

    @Override
    public void close() {
        owner.close();
    }
}
