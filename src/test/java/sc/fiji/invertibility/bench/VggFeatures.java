package sc.fiji.invertibility.bench;

import ai.onnxruntime.OnnxTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.invertibility.bench.onnx.Attribute;
import sc.fiji.invertibility.bench.onnx.OnnxModel;
import sc.fiji.invertibility.bench.onnx.OnnxSession;
import sc.fiji.invertibility.bench.torch.Precision;
import sc.fiji.invertibility.bench.torch.TorchJob;
import sc.fiji.invertibility.bench.torch.TorchWork;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.network.BatchedForwardPass;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Vgg;

/**
 * From images to the features of a layer of VGG-16, with Gaussian filters. The peer takes all images as one
 * batch, the plugin as many at a time as suit the engine.
 *
 * @param name the case's name
 * @param network the layers
 * @param images how many images
 * @param side their height and width
 */
record VggFeatures(String name, Network network, int images, int side) implements BenchCase {

    static VggFeatures forward(String last, int side) {
        return new VggFeatures("vgg16-forward", network(last), 1, side);
    }

    static VggFeatures batch(int images, int side) {
        return new VggFeatures("features-batch", network("pool3"), images, side);
    }

    private static Network network(String last) {
        return Network.gaussian(Vgg.sixteen().upTo(last), 1);
    }

    @Override
    public double operations() {
        double sum = 0;
        for (Layer.Convolution c : network.architecture().convolutions())
            sum += OperationCount.of(network.bank(c), network.architecture().output(image(), c));
        return images * sum;
    }

    @Override
    public double tolerance() {
        return 1e-4;
    }

    @Override
    public Goals goals() {
        return new Goals(2.5, 0.5, 2);
    }

    @Override
    public Contender on(Engine engine) {
        Scope prepared = new Scope();
        List<Layer> layers = network.architecture().layers();
        ForwardPass pass = ForwardPass.to(network, layers.get(layers.size() - 1).name());
        BatchedForwardPass batched = prepared.own(BatchedForwardPass.of(engine, pass));
        List<RandomAccessibleInterval<FloatType>> inputs = new ArrayList<>();
        for (int i = 0; i < images; i++) inputs.add(RandomInputs.image(image(), i));
        return Prepared.of(prepared, () -> {
            List<RandomAccessibleInterval<FloatType>> features = new ArrayList<>();
            batched.run(images, inputs::get, (activations, i) -> features.add(activations), i -> Monitor.NONE);
            return Outcome.of(Views.concatenate(2, features));
        });
    }

    @Override
    public Contender peer(int threads) {
        OnnxModel model = new OnnxModel().input("x", images, 3, side, side);
        String current = "x";
        for (Layer layer : network.architecture().layers()) {
            String name = layer.name();
            if (layer instanceof Layer.Convolution c) {
                model.convolve(network.bank(c), current, name + ".linear").node("Relu", name + ".linear", name);
            } else {
                Attribute window = Attribute.integers("kernel_shape", 2, 2);
                model.node("MaxPool", current, name, window, Attribute.integers("strides", 2, 2));
            }
            current = name;
        }
        OnnxSession session = OnnxSession.of(model.outputs(current), threads);
        OnnxTensor x = OnnxSession.tensor(all(), images, 3, side, side);
        Scope prepared = new Scope();
        prepared.own(session);
        prepared.own(x);
        return Prepared.of(prepared, () -> {
            float[] features = session.values(Map.of("x", x));
            return () -> features;
        });
    }

    @Override
    public TorchWork torch() {
        TorchWork work = new TorchWork("features").floats("x", all(), images, 3, side, side);
        StringBuilder kinds = new StringBuilder();
        int convolutions = 0;
        for (Layer layer : network.architecture().layers()) {
            if (layer instanceof Layer.Convolution c) work.bank("w" + convolutions++, network.bank(c));
            kinds.append(layer instanceof Layer.Convolution ? 'c' : 'p');
        }
        return work.word("layers", kinds.toString());
    }

    @Override
    public Contender torch(TorchJob job, Precision precision) {
        return new TorchContender(job, precision, "features");
    }

    /** The images, one after the other. */
    private float[] all() {
        float[] values = new float[Math.toIntExact(images * image().size())];
        for (int i = 0; i < images; i++) {
            float[] one = RandomInputs.values(image(), i);
            System.arraycopy(one, 0, values, i * one.length, one.length);
        }
        return values;
    }

    private Shape image() {
        return new Shape(3, side, side);
    }
}
