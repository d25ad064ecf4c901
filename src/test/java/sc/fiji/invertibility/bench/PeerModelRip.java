package sc.fiji.invertibility.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import sc.fiji.invertibility.bench.onnx.Attribute;
import sc.fiji.invertibility.bench.onnx.OnnxModel;
import sc.fiji.invertibility.bench.onnx.OnnxSession;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.measure.ModelSparseCodes;

/** The same measurements in the peer: a graph that measures one draw, and gives back norms alone. */
final class PeerModelRip implements Contender {

    private static final String[] NORMS = {"x", "h", "support", "known.error", "naive.error", "one.error"};

    private final ModelRipDraws work;
    private final Scope owner = new Scope();
    private final OnnxSession session;
    private final OnnxTensor z;

    PeerModelRip(ModelRipDraws work, int threads) {
        this.work = work;
        Shape shape = work.z();
        session = owner.own(OnnxSession.of(model(), threads));
        z = owner.own(OnnxSession.tensor(1, shape.channels(), shape.height(), shape.width()));
    }

    private OnnxModel model() {
        Shape z = work.z();
        int channels = z.channels();
        Attribute window = Attribute.integers("kernel_shape", 2, 2), strides = Attribute.integers("strides", 2, 2);
        OnnxModel model = new OnnxModel()
                .input("z", 1, channels, z.height(), z.width())
                .constant("zero", new float[1])
                .adjoint(work.bank(), "z", "x")
                .convolve(work.bank(), "x", "h")
                .node("Equal", "z zero", "free")
                .node("Where", "free zero h", "support")
                .adjoint(work.bank(), "support", "known")
                // the model: of each block the largest magnitude, of these the k largest
                .node("Abs", "h", "size")
                .node("MaxPool", "size", "pooled", window, strides)
                .integers("flat", -1)
                .node("Reshape", "pooled flat", "units")
                .integers("k", work.nonzeros())
                .node("TopK", "units k", "largest positions", Attribute.integer("sorted", 0))
                .node("ReduceMin", "largest", "least", Attribute.integer("keepdims", 0))
                .constant("twice", new float[] {1, 1, 2, 2}, 4)
                .node("Resize", "pooled - twice", "winner", Attribute.word("mode", "nearest"), asymmetric(), floor())
                .node("Max", "winner least", "cutoff")
                .node("Less", "size cutoff", "loses")
                .node("Where", "loses zero h", "z1")
                .adjoint(work.bank(), "z1", "one")
                // at the block's top-left: a transposed convolution of stride 2 of one value a block
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
            model.node("ReduceL2", map, map + ".norm", Attribute.integer("keepdims", 0))
                    .outputs(map + ".norm");
        return model;
    }

    private static Attribute asymmetric() {
        return Attribute.word("coordinate_transformation_mode", "asymmetric");
    }

    private static Attribute floor() {
        return Attribute.word("nearest_mode", "floor");
    }

    @Override
    public Outcome run() {
        int draws = work.draws();
        float[] values = new float[NORMS.length * draws];
        ModelSparseCodes codes = work.codes();
        for (int i = 0; i < draws; i++) {
            double norm = draw(codes.next());
            try (OrtSession.Result result = session.run(Map.of("z", z))) {
                float x = OnnxSession.values((OnnxTensor) result.get(0))[0];
                for (int q = 0; q < NORMS.length; q++) {
                    float measured = OnnxSession.values((OnnxTensor) result.get(q))[0];
                    values[q * draws + i] = (float) (measured / (q < 3 ? norm : x));
                }
            }
        }
        return () -> values;
    }

    /** Writes a code into the dense z and returns its norm. */
    private double draw(Code code) {
        FloatBuffer dense = OnnxSession.floats(z);
        dense.put(new float[dense.capacity()]);
        Shape units = code.shape();
        double square = 0;
        for (int u = 0; u < code.values().length; u++) {
            float value = code.values()[u];
            if (value == 0) continue;
            int row = u / units.width() * ModelRipDraws.BLOCK + code.switches()[u] / ModelRipDraws.BLOCK;
            int column = u % units.width() * ModelRipDraws.BLOCK + code.switches()[u] % ModelRipDraws.BLOCK;
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
