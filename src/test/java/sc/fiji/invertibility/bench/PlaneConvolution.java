package sc.fiji.invertibility.bench;

import ai.onnxruntime.OnnxTensor;
import ij.ImageJ;
import ij.plugin.filter.Convolver;
import ij.process.FloatProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.haesleinhuepf.clij.clearcl.ClearCLBuffer;
import net.haesleinhuepf.clij2.CLIJ2;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.bench.onnx.OnnxModel;
import sc.fiji.invertibility.bench.onnx.OnnxSession;
import sc.fiji.invertibility.bench.torch.Precision;
import sc.fiji.invertibility.bench.torch.TorchJob;
import sc.fiji.invertibility.bench.torch.TorchWork;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.FaultSignals;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;

/**
 * One filter on a grey image, which ImageJ and CLIJ2 can do, too. They repeat the outermost pixels where the others
 * take zeros, so what is compared lies inside.
 *
 * @param bank one filter of one channel
 * @param height rows of the image
 * @param width columns of the image
 */
record PlaneConvolution(FilterBank bank, int height, int width) implements BenchCase {

    private static final long SEED = 6;

    static PlaneConvolution of(int side, int height, int width) {
        return new PlaneConvolution(GaussianFilters.unitNorm(1, 1, side, 1), height, width);
    }

    @Override
    public String name() {
        return "convolve-plane";
    }

    @Override
    public double operations() {
        return OperationCount.of(bank, x());
    }

    @Override
    public double tolerance() {
        return 1e-4;
    }

    @Override
    public Goals goals() {
        return new Goals(1, 1, 1);
    }

    @Override
    public Contender on(Engine engine) {
        Scope prepared = new Scope();
        PackedFilters w = engine.pack(prepared, bank);
        Img<FloatType> image = RandomInputs.image(x(), SEED);
        return Prepared.of(prepared, () -> {
            try (Scope scope = new Scope()) {
                return inside(Outcome.of(
                        engine.download(engine.convolve(scope, engine.upload(scope, image), w, Rectification.NONE))));
            }
        });
    }

    @Override
    public Contender peer(int threads) {
        Scope prepared = new Scope();
        OnnxModel model = new OnnxModel()
                .input("x", 1, 1, height, width)
                .convolve(bank, "x", "h")
                .outputs("h");
        OnnxSession session = prepared.own(OnnxSession.of(model, threads));
        OnnxTensor x = prepared.own(OnnxSession.tensor(RandomInputs.values(x(), SEED), 1, 1, height, width));
        return Prepared.of(prepared, () -> {
            float[] h = session.values(Map.of("x", x));
            return inside(() -> h);
        });
    }

    @Override
    public TorchWork torch() {
        return new TorchWork("plane").bank("w", bank).floats("x", RandomInputs.values(x(), SEED), 1, 1, height, width);
    }

    @Override
    public Contender torch(TorchJob job, Precision precision) {
        TorchContender whole = new TorchContender(job, precision, "plane");
        return new Contender() {
            @Override
            public Outcome run() {
                return inside(whole.run());
            }

            @Override
            public Turn turn() {
                return whole.turn();
            }

            @Override
            public void close() {
                whole.close();
            }
        };
    }

    @Override
    public List<Peer> others() {
        List<Peer> others = new ArrayList<>();
        others.add(new Peer(
                new Library("ImageJ", "ImageJ " + ImageJ.VERSION, "the processor", Library.Role.PROCESSOR),
                this::imageJ));
        try {
            CLIJ2 clij2 = CLIJ2.getInstance();
            Library.Role role =
                    clij2.getCLIJ().getClearCLContext().getDevice().getType().isGPU()
                            ? Library.Role.CARD
                            : Library.Role.PROCESSOR;
            others.add(new Peer(new Library("CLIJ2", "CLIJ2", clij2.getGPUName(), role), () -> clij2(clij2)));
        } catch (LinkageError | RuntimeException e) {
            System.err.println("CLIJ2 is no peer: " + e);
        }
        return others;
    }

    private Contender imageJ() {
        float[] x = RandomInputs.values(x(), SEED);
        Convolver convolver = new Convolver();
        convolver.setNormalize(false);
        return Prepared.of(new Scope(), () -> {
            FloatProcessor image = new FloatProcessor(width, height, x.clone());
            convolver.convolve(image, bank.weights(), bank.width(), bank.height());
            return inside(() -> (float[]) image.getPixels());
        });
    }

    private Contender clij2(CLIJ2 clij2) {
        Img<FloatType> image = ArrayImgs.floats(RandomInputs.values(x(), SEED), width, height);
        Scope prepared = new Scope();
        ClearCLBuffer w = prepared.own(clij2.push(ArrayImgs.floats(bank.weights(), bank.width(), bank.height())));
        Contender contender = Prepared.of(prepared, () -> {
            try (ClearCLBuffer x = clij2.push(image);
                    ClearCLBuffer h = clij2.create(x)) {
                clij2.convolve(x, w, h);
                @SuppressWarnings("unchecked")
                RandomAccessibleInterval<FloatType> pulled = clij2.pullRAI(h);
                return inside(Outcome.of(pulled));
            }
        });
        contender.run();
        FaultSignals.reclaim();
        return contender;
    }

    private Outcome inside(Outcome whole) {
        int edgeY = bank.height() / 2, edgeX = bank.width() / 2;
        return () -> {
            float[] all = whole.values();
            int columns = width - 2 * edgeX;
            float[] inside = new float[(height - 2 * edgeY) * columns];
            for (int y = edgeY; y < height - edgeY; y++)
                System.arraycopy(all, y * width + edgeX, inside, (y - edgeY) * columns, columns);
            return inside;
        };
    }

    private Shape x() {
        return new Shape(1, height, width);
    }
}
