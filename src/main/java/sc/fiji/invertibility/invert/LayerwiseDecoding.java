package sc.fiji.invertibility.invert;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.LayerActivations;
import sc.fiji.invertibility.network.Network;

/**
 * Decodes a layer's activations down to the image, layer by layer: pooling is undone at the recorded switches or at the
 * top-left, convolutions are undone by their own filters and rectified as in the network, and each estimate is scaled
 * to the recorded norm (section 4.5).
 */
record LayerwiseDecoding(Engine engine, Network network, Unpooling unpooling, int iterations, Monitor monitor) {

    /**
     * @param x the image that was recorded
     * @param records one record per layer with all maps, from the image up
     */
    NetworkReconstruction decode(FeatureMap x, List<LayerActivations> records) {
        return decode(x, records, records.get(records.size() - 1).map());
    }

    /**
     * @param x the image that was recorded
     * @param records one record per layer with all maps, from the image up
     * @param activations used as the last layer's output
     */
    NetworkReconstruction decode(FeatureMap x, List<LayerActivations> records, FeatureMap activations) {
        List<LayerError> errors = new ArrayList<>();
        try (Scope scope = new Scope()) {
            FeatureMap estimate = engine.copy(scope, activations);
            for (int i = records.size() - 1; i >= 0; i--) {
                monitor.check();
                LayerActivations record = records.get(i);
                monitor.progress(
                        1 - (i + 1.0) / records.size(),
                        "inverting " + record.layer().name());
                LayerActivations below = i == 0 ? null : records.get(i - 1);
                FeatureMap truth = below == null ? x : below.map();
                boolean unpooled = i + 1 < records.size() && records.get(i + 1).layer() instanceof Layer.MaxPool;
                FeatureMap next = undo(scope, record, below, estimate, truth, unpooled);
                estimate.close();
                estimate = next;
                errors.add(LayerError.of(
                        engine, below == null ? "image" : below.layer().name(), estimate, truth));
            }
            Img<FloatType> image = engine.download(estimate);
            monitor.progress(1, null);
            return new NetworkReconstruction(image, errors, List.of());
        }
    }

    private FeatureMap undo(
            Scope scope,
            LayerActivations record,
            LayerActivations below,
            FeatureMap estimate,
            FeatureMap truth,
            boolean unpooled) {
        Layer layer = record.layer();
        if (layer instanceof Layer.MaxPool) return unpool(scope, record.code(), estimate);
        if (layer instanceof Layer.Normalisation) return denormalise(scope, truth, record.map(), estimate);
        if (layer instanceof Layer.Reflection reflection) return crop(scope, estimate, reflection.border());
        Layer.Convolution convolution = (Layer.Convolution) layer;
        double norm = below == null ? Math.sqrt(engine.dot(truth, truth)) : below.norm();
        boolean nonnegative = below != null && isRectified(below.layer());
        boolean zerosKnown = !unpooled && convolution.rectification() == Rectification.RELU;
        return new ConvolutionDecoder(engine, network.bank(convolution), record.input(), norm, nonnegative, zerosKnown)
                .decode(scope, estimate, iterations);
    }

    /** Whether a layer's output has no negative values, because the convolution at or below it is rectified. */
    private boolean isRectified(Layer layer) {
        List<Layer> path = network.architecture().through(layer);
        for (int i = path.size() - 1; i >= 0; i--)
            if (path.get(i) instanceof Layer.Convolution c) return c.rectification() == Rectification.RELU;
        return false;
    }

    private FeatureMap unpool(Scope scope, PooledCode switchImage, FeatureMap values) {
        try (Scope local = new Scope()) {
            PooledCode code = engine.recode(local, values, switchImage);
            if (code.pooling().stride() == code.pooling().window()) return engine.unpool(scope, code, unpooling);
            return engine.upload(scope, OverlappingUnpooling.of(engine.downloadCode(code), unpooling));
        }
    }

    private FeatureMap crop(Scope scope, FeatureMap estimate, int border) {
        Img<FloatType> all = engine.download(estimate);
        return engine.upload(scope, Views.interval(all, Intervals.expand(all, -border, -border, 0)));
    }

    /** Multiplies by what the normalisation divided by, which is recorded just as the switches are. */
    private FeatureMap denormalise(Scope scope, FeatureMap input, FeatureMap output, FeatureMap estimate) {
        Img<FloatType> result = engine.download(estimate);
        var a = engine.download(input).cursor();
        var h = engine.download(output).cursor();
        for (FloatType value : result) {
            float before = a.next().get(), after = h.next().get();
            if (after != 0) value.set(value.get() * before / after);
        }
        return engine.upload(scope, result);
    }
}
