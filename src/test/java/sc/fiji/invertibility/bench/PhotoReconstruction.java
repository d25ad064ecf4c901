package sc.fiji.invertibility.bench;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.bench.torch.Precision;
import sc.fiji.invertibility.bench.torch.TorchJob;
import sc.fiji.invertibility.bench.torch.TorchWork;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.IterativeHardThresholding;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/**
 * A colour image from a quarter of its pooled activations, by normalised iterations of Algorithm 1. An
 * iteration is one convolution and two transposed ones, the first one less, a step that is refused one more.
 *
 * @param bank W, of three channels
 * @param height rows of the image, even
 * @param width columns of the image, even
 * @param iterations how many
 */
record PhotoReconstruction(FilterBank bank, int height, int width, int iterations) implements BenchCase {

    static final PoolingModel MODEL = new PoolingModel(2, Activation.NONE, Unpooling.SWITCHES, 25);

    /** Of the image. */
    static final long SEED = 5;

    /** Between two images whose iterations differ in ties. */
    private static final double MOST_DRIFT = 2e-3;

    static PhotoReconstruction of(int filters, int height, int width, int iterations) {
        return new PhotoReconstruction(GaussianFilters.unitNorm(filters, 3, 5, 1), height, width, iterations);
    }

    @Override
    public String name() {
        return "reconstruct-photo";
    }

    @Override
    public double operations() {
        return (3.0 * iterations - 1) * OperationCount.of(bank, x().withChannels(bank.filters()));
    }

    @Override
    public double tolerance() {
        return 1e-4;
    }

    /**
     * Of the six million blocks' decisions between almost equal pixels, rounding turns a few, and each moves
     * some pixels by as much as the values are large. So iterations are compared one by one, ties apart, and
     * of the two images how near they come to x; in themselves they may differ by a little more.
     */
    @Override
    public double error(Engine engine, Outcome ours, Contender peer, Outcome peers) {
        double drift = ours.relativeError(peers);
        if (!(drift <= MOST_DRIFT)) return drift;
        Outcome x = () -> RandomInputs.values(x(), SEED);
        double reached = Math.abs(ours.relativeError(x) / peers.relativeError(x) - 1);
        if (!(peer instanceof Stepwise stepwise)) return reached;
        try (StepByStep steps = new StepByStep(this, engine)) {
            stepwise.follow(steps);
            return Math.max(reached, steps.error());
        }
    }

    @Override
    public Goals goals() {
        return new Goals(4, 1, 2.5);
    }

    @Override
    public Contender on(Engine engine) {
        Img<FloatType> image = RandomInputs.image(x(), SEED);
        InversionSettings settings = new InversionSettings(iterations, StepRule.NORMALISED, Scaling.NONE, 0, false);
        LayerInversion inversion = LayerInversion.of(engine, bank, MODEL, settings);
        return Prepared.of(
                new Scope(),
                () -> Outcome.of(inversion.invert(image, Monitor.NONE).image()));
    }

    @Override
    public Contender peer(int threads) {
        return new OnnxReconstruction(new PeerLayer(this, threads), algorithm());
    }

    @Override
    public TorchWork torch() {
        return new TorchWork("photo")
                .bank("w", bank)
                .floats("x", RandomInputs.values(x(), SEED), 1, 3, height, width)
                .number("kept", MODEL.kept(units().size()))
                .number("iterations", iterations);
    }

    @Override
    public Contender torch(TorchJob job, Precision precision) {
        return new TorchReconstruction(this, new TorchContender(job, precision, "image"));
    }

    private IterativeHardThresholding algorithm() {
        return new IterativeHardThresholding(iterations, StepRule.NORMALISED, 0);
    }

    Shape x() {
        return new Shape(3, height, width);
    }

    /** The size of a code. */
    Shape units() {
        return MODEL.pooling().pooledShape(x().withChannels(bank.filters()));
    }
}
