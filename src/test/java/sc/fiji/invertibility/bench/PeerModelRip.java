package sc.fiji.invertibility.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import sc.fiji.invertibility.bench.onnx.Attribute;
import sc.fiji.invertibility.bench.onnx.OnnxModel;
import sc.fiji.invertibility.bench.onnx.OnnxSession;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.SparseCode;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.measure.ModelSparseCodes;

/** The same measurements in the peer: a graph that measures a batch of draws, and returns only norms. */
final class PeerModelRip implements Contender {

    private static final String[] NORMS = {"x", "h", "support", "known.error", "naive.error", "one.error"};

    /** Draws of one run: the weights are read once for all of them. */
    private static final int BATCH = 10;

    private final ModelRipDraws work;
    private final int batch;
    private final Scope owner = new Scope();
    private final OnnxSession session;
    private final OnnxTensor z;

    PeerModelRip(ModelRipDraws work, int threads) {
        this.work = work;
        this.batch = Math.min(BATCH, work.draws());
        Shape shape = work.z();
        session = owner.own(OnnxSession.of(model(), threads));
        z = owner.own(OnnxSession.tensor(batch, shape.channels(), shape.height(), shape.width()));
    }

    private OnnxModel model() {
        Shape z = work.z();
        int channels = z.channels();
        Attribute window = Attribute.integers("kernel_shape", 2, 2), strides = Attribute.integers("strides", 2, 2);
        OnnxModel model = new OnnxModel()
                .input("z", batch, channels, z.height(), z.width())
                .constant("zero", new float[1])
                .adjoint(work.bank(), "z", "x")
                .convolve(work.bank(), "x", "h")
                .node("Equal", "z zero", "free")
                .node("Where", "free zero h", "support")
                .adjoint(work.bank(), "support", "known")
                // the model: of each block the largest magnitude, of these the k largest
                .node("Abs", "h", "size")
                .node("MaxPool", "size", "pooled", window, strides)
                .integers("flat", batch, -1)
                .node("Reshape", "pooled flat", "units")
                .integers("k", work.nonzeros())
                .node("TopK", "units k", "largest positions", Attribute.integer("sorted", 0))
                .node("ReduceMin", "largest", "of.each", Attribute.integers("axes", 1))
                .integers("each", batch, 1, 1, 1)
                .node("Reshape", "of.each each", "least")
                .constant("twice", new float[] {1, 1, 2, 2}, 4)
                .node("Resize", "pooled - twice", "winner", Attribute.word("mode", "nearest"), asymmetric(), floor())
                .node("Max", "winner least", "cutoff")
                .node("Less", "size cutoff", "loses")
                .node("Where", "loses zero h", "z1")
                .adjoint(work.bank(), "z1", "one")
                // at the block's top-left: a transposed convolution of stride 2, with one value per block
                .node("Neg", "z1", "minus")
                .node("MaxPool", "z1", "above", window, strides)
                .node("MaxPool", "minus", "below", window, strides)
                .node("Sub", "above below", "values")
                .constant("W", work.bank().weights(), channels, channels, 3, 3)
                .node(
                        "ConvTranspose",
                        "values W",
                        "naive",
                        strides,
                        Attribute.integers("pads", 1, 1, 1, 1),
                        Attribute.integers("output_padding", 1, 1));
        for (String image : new String[] {"known", "naive", "one"}) model.node("Sub", image + " x", image + ".error");
        for (String map : NORMS)
            model.node("ReduceL2", map, map + ".norm", Attribute.integers("axes", 1, 2, 3), flat())
                    .outputs(map + ".norm");
        return model;
    }

    private static Attribute asymmetric() {
        return Attribute.word("coordinate_transformation_mode", "asymmetric");
    }

    private static Attribute flat() {
        return Attribute.integer("keepdims", 0);
    }

    private static Attribute floor() {
        return Attribute.word("nearest_mode", "floor");
    }

    @Override
    public Outcome run() {
        int draws = work.draws();
        float[] values = new float[NORMS.length * draws];
        ModelSparseCodes codes = work.codes();
        double[] norms = new double[batch];
        for (int first = 0; first < draws; first += batch) {
            int last = Math.min(first + batch, draws);
            for (int i = first; i < last; i++) norms[i - first] = draw(codes.code(i), i - first);
            try (OrtSession.Result result = session.run(Map.of("z", z))) {
                float[] x = OnnxSession.values((OnnxTensor) result.get(0));
                for (int q = 0; q < NORMS.length; q++) {
                    float[] measured = OnnxSession.values((OnnxTensor) result.get(q));
                    for (int i = first; i < last; i++)
                        values[q * draws + i] =
                                (float) (measured[i - first] / (q < 3 ? norms[i - first] : x[i - first]));
                }
            }
        }
        return () -> values;
    }

    /** Writes a code into one slice of the batch of dense z, and returns its norm. */
    private double draw(SparseCode code, int place) {
        FloatBuffer all = OnnxSession.floats(z);
        int size = all.capacity() / batch;
        FloatBuffer dense = all.slice(place * size, size);
        dense.put(new float[size]);
        double square = 0;
        int columns = code.shape().width();
        UnitList units = code.units();
        for (int i = 0; i < units.size(); i++) {
            int unit = units.indices()[i], within = units.switches()[i];
            int row = unit / columns * ModelRipDraws.BLOCK + within / ModelRipDraws.BLOCK;
            int column = unit % columns * ModelRipDraws.BLOCK + within % ModelRipDraws.BLOCK;
            float value = units.values()[i];
            dense.put(row * work.side() + column, value);
            square += (double) value * value;
        }
        return Math.sqrt(square);
    }

    @Override
    public void close() {
        owner.close();
    }
}
