package sc.fiji.invertibility.image;

import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.LayerActivations;
import sc.fiji.invertibility.network.RecordLevel;

/** The pooling layer of a network that is nearest to the image. */
record LowestPooling(ForwardPass pass) {

    /**
     * The lowest pooling on a way through a network, if its windows are blocks and its activations lie on the image's
     * pixels.
     */
    static Optional<LowestPooling> of(ForwardPass way) {
        int stride = 1;
        for (Layer layer : way.layers()) {
            if (layer instanceof Layer.MaxPool pool)
                return stride == 1 && pool.pooling().window() == pool.pooling().stride()
                        ? Optional.of(new LowestPooling(ForwardPass.to(way.network(), pool.name())))
                        : Optional.empty();
            stride *= layer.rows().stride();
        }
        return Optional.empty();
    }

    /** For every pixel of a preprocessed image, the fraction of filters whose maximum, if positive, is there. */
    Img<FloatType> winners(Engine engine, RandomAccessibleInterval<FloatType> x, Monitor monitor) {
        try (Scope scope = new Scope()) {
            FeatureMap image = engine.upload(scope, x);
            List<LayerActivations> records = pass.record(engine, scope, image, RecordLevel.SWITCHES, monitor);
            LayerActivations pooled = records.get(records.size() - 1);
            FeatureMap winners = engine.winners(scope, pooled.code());
            engine.scale(1f / pooled.output().channels(), winners);
            return engine.download(winners);
        }
    }
}
