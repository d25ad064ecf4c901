package sc.fiji.invertibility.bench;

import java.util.List;
import sc.fiji.invertibility.bench.torch.Precision;
import sc.fiji.invertibility.bench.torch.TorchJob;
import sc.fiji.invertibility.bench.torch.TorchWork;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.measure.ModelRip;
import sc.fiji.invertibility.measure.ModelSparseCodes;
import sc.fiji.invertibility.measure.RipQuantity;
import sc.fiji.invertibility.measure.RipSamples;

/**
 * What {@link ModelRip} measures of random model-sparse codes of conv5_2 of VGG-16, as sparse as the paper
 * finds that layer: of each draw one convolution and four transposed ones.
 *
 * @param bank W
 * @param side height and width of x, even
 * @param draws how many codes
 */
record ModelRipDraws(FilterBank bank, int side, int draws) implements BenchCase {

    /** What the peer is compared in; it is spared the sums of codes. */
    static final List<RipQuantity> COMPARED = List.of(
            RipQuantity.SYNTHESIS,
            RipQuantity.ALL_ROWS,
            RipQuantity.ON_SUPPORT,
            RipQuantity.ERROR_SUPPORT_KNOWN,
            RipQuantity.ERROR_NAIVE,
            RipQuantity.ERROR_1);

    static final int BLOCK = 2;

    /** Of the pooled units, in percent (the sparsity of conv5_2 that the paper reports). */
    private static final double SPARSITY = 20.6;

    static ModelRipDraws of(int channels, int side, int draws) {
        return new ModelRipDraws(GaussianFilters.unitNorm(channels, channels, 3, 1), side, draws);
    }

    @Override
    public String name() {
        return "model-rip-conv5_2";
    }

    @Override
    public double operations() {
        return 5.0 * draws * OperationCount.of(bank, z());
    }

    @Override
    public double tolerance() {
        return 1e-4;
    }

    @Override
    public Goals goals() {
        return new Goals(4, 1, 2.5);
    }

    @Override
    public Contender on(Engine engine) {
        ModelRip rip = new ModelRip(bank, side, side, 0);
        return Prepared.of(new Scope(), () -> {
            RipSamples samples = new RipSamples();
            rip.measure(engine, codes(), draws, samples, Monitor.NONE);
            return () -> {
                float[] values = new float[COMPARED.size() * draws];
                for (int q = 0; q < COMPARED.size(); q++) {
                    double[] one = samples.values(COMPARED.get(q));
                    for (int i = 0; i < draws; i++) values[q * draws + i] = (float) one[i];
                }
                return values;
            };
        });
    }

    @Override
    public Contender peer(int threads) {
        return new PeerModelRip(this, threads);
    }

    /** The codes are drawn before, all at once; PyTorch may also draw others on its device, and is timed as it is faster. */
    @Override
    public TorchWork torch() {
        int channels = bank.filters(), half = side / BLOCK;
        int units = channels * half * half;
        float[] values = new float[Math.multiplyExact(draws, units)];
        byte[] switches = new byte[values.length];
        ModelSparseCodes codes = codes();
        for (int i = 0; i < draws; i++) {
            HostCode code = codes.code(i).dense();
            System.arraycopy(code.values(), 0, values, i * units, units);
            for (int u = 0; u < units; u++) switches[i * units + u] = (byte) code.switches()[u];
        }
        return new TorchWork("rip")
                .bank("w", bank)
                .floats("values", values, draws, channels, half, half)
                .bytes("switches", switches, draws, channels, half, half)
                .number("kept", nonzeros());
    }

    @Override
    public Contender torch(TorchJob job, Precision precision) {
        return new TorchContender(job, precision, "norms");
    }

    ModelSparseCodes codes() {
        return ModelSparseCodes.uniform(z(), BLOCK, nonzeros(), 4);
    }

    int nonzeros() {
        return (int) Math.round(z().size() / (BLOCK * BLOCK) * SPARSITY / 100);
    }

    Shape z() {
        return new Shape(bank.filters(), side, side);
    }
}
