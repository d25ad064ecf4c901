package sc.fiji.invertibility.bench;

import ai.onnxruntime.OnnxTensor;
import java.util.Map;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.bench.onnx.Attribute;
import sc.fiji.invertibility.bench.onnx.OnnxModel;
import sc.fiji.invertibility.bench.onnx.OnnxSession;
import sc.fiji.invertibility.bench.torch.Precision;
import sc.fiji.invertibility.bench.torch.TorchJob;
import sc.fiji.invertibility.bench.torch.TorchWork;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * One iteration of Algorithm 1 from zero at conv5_2 of VGG-16: convolve, rectify, pool, keep a quarter,
 * unpool, transpose.
 *
 * @param bank W
 * @param side height and width of x, even
 */
record ThresholdingStep(FilterBank bank, int side) implements BenchCase {

    private static final PoolingModel MODEL = new PoolingModel(2, Activation.RELU, Unpooling.SWITCHES, 25);

    static ThresholdingStep of(int channels, int side) {
        return new ThresholdingStep(GaussianFilters.unitNorm(channels, channels, 3, 1), side);
    }

    @Override
    public String name() {
        return "iht-conv5_2";
    }

    @Override
    public double operations() {
        return 2 * OperationCount.of(bank, x());
    }

    @Override
    public double tolerance() {
        return 1e-4;
    }

    @Override
    public Goals goals() {
        return new Goals(4, 1, 2);
    }

    @Override
    public Contender on(Engine engine) {
        Scope prepared = new Scope();
        PackedFilters w = engine.pack(prepared, bank);
        Img<FloatType> image = RandomInputs.image(x(), 2);
        return Prepared.of(prepared, () -> {
            try (Scope scope = new Scope()) {
                FeatureMap x = engine.upload(scope, image);
                PooledCode z = engine.encode(scope, x, w, Rectification.NONE, MODEL.pooling());
                engine.keepLargest(z, kept());
                return Outcome.of(engine.download(engine.synthesise(scope, z, MODEL.unpooling(), w, side, side)));
            }
        });
    }

    @Override
    public Contender peer(int threads) {
        int half = side / 2, channels = bank.channels();
        Attribute window = Attribute.integers("kernel_shape", 2, 2), strides = Attribute.integers("strides", 2, 2);
        OnnxModel model = new OnnxModel()
                .input("x", 1, channels, side, side)
                .convolve(bank, "x", "Wx")
                .node("Relu", "Wx", "h")
                .node("MaxPool", "h", "pooled switches", window, strides)
                .integers("flat", -1)
                .node("Reshape", "pooled flat", "units")
                .integers("k", kept())
                .node("TopK", "units k", "largest positions", Attribute.integer("sorted", 0))
                .node("ReduceMin", "largest", "least", Attribute.integer("keepdims", 0))
                .node("GreaterOrEqual", "pooled least", "keeps")
                .constant("zero", new float[1])
                .node("Where", "keeps pooled zero", "z")
                .integers("unpooled", 1, channels, side, side)
                .node("MaxUnpool", "z switches unpooled", "dense", window, strides)
                .adjoint(bank, "dense", "xHat")
                .outputs("xHat");
        Scope prepared = new Scope();
        OnnxSession session = prepared.own(OnnxSession.of(model, threads));
        OnnxTensor x = prepared.own(OnnxSession.tensor(RandomInputs.values(x(), 2), 1, channels, side, side));
        return Prepared.of(prepared, () -> {
            float[] xHat = session.values(Map.of("x", x));
            return () -> xHat;
        });
    }

    @Override
    public TorchWork torch() {
        return new TorchWork("thresholding")
                .bank("w", bank)
                .floats("x", RandomInputs.values(x(), 2), 1, bank.channels(), side, side)
                .number("kept", kept());
    }

    @Override
    public Contender torch(TorchJob job, Precision precision) {
        return new TorchContender(job, precision, "image");
    }

    private long kept() {
        return MODEL.kept(MODEL.pooling().pooledShape(x()).size());
    }

    private Shape x() {
        return new Shape(bank.channels(), side, side);
    }
}
