package sc.fiji.invertibility.bench;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.bench.torch.Precision;
import sc.fiji.invertibility.bench.torch.TorchJob;
import sc.fiji.invertibility.bench.torch.TorchWork;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.sparse.Fista;
import sc.fiji.invertibility.sparse.ShiftDictionary;

/**
 * Iterations towards the sparse code of a signal at conv5_2 of VGG-16. The power method that finds the norm of W first
 * is timed, but not counted among the operations, since how long it takes depends on W.
 *
 * @param bank W
 * @param side height and width of the signal
 * @param iterations how many
 */
record FistaRun(FilterBank bank, int side, int iterations) implements BenchCase {

    /** About a tenth of the weight above which the code is zero. */
    static final double LAMBDA = 0.25;

    static FistaRun of(int channels, int side, int iterations) {
        return new FistaRun(GaussianFilters.unitNorm(channels, channels, 3, 1), side, iterations);
    }

    @Override
    public String name() {
        return "fista-conv5_2";
    }

    @Override
    public double operations() {
        return 2 * iterations * OperationCount.of(bank, x());
    }

    @Override
    public double tolerance() {
        return 1e-4;
    }

    @Override
    public Goals goals() {
        return new Goals(2, 0.5, 2);
    }

    @Override
    public Contender on(Engine engine) {
        Scope prepared = new Scope();
        PackedFilters w = engine.pack(prepared, bank);
        Img<FloatType> image = RandomInputs.image(x(), 3);
        ShiftDictionary dictionary = new ShiftDictionary(engine, w, x());
        Fista fista = new Fista(iterations, 0);
        return Prepared.of(prepared, () -> {
            try (Scope scope = new Scope()) {
                FeatureMap x = engine.upload(scope, image);
                return Outcome.of(
                        engine.download(fista.minimise(engine, scope, dictionary, x, LAMBDA, null, Monitor.NONE)
                                .code()));
            }
        });
    }

    @Override
    public Contender peer(int threads) {
        return new PeerFista(this, threads);
    }

    @Override
    public TorchWork torch() {
        return new TorchWork("fista")
                .bank("w", bank)
                .floats("x", RandomInputs.values(x(), 3), 1, bank.channels(), side, side)
                .floats("start", PeerFista.start(x()), 1, bank.channels(), side, side)
                .number("lambda", LAMBDA)
                .number("iterations", iterations);
    }

    @Override
    public Contender torch(TorchJob job, Precision precision) {
        return new TorchContender(job, precision, "code");
    }

    Shape x() {
        return new Shape(bank.channels(), side, side);
    }
}
