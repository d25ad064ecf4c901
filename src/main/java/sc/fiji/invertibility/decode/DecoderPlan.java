package sc.fiji.invertibility.decode;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;

/**
 * The mirror image of an encoder, before it is trained: for each convolution from a layer down to the image its
 * transpose, with ReLU but for the last, and for each pooling an unpooling. That is where the paper's theory ends, with
 * tied weights, and training begins.
 *
 * @param encoder the encoder
 * @param layer the layer that is decoded
 * @param place where pooled values are put
 */
record DecoderPlan(Network encoder, Layer layer, UnpoolingMode place) {

    /** Named as the encoder's layer that it undoes, {@code dec_conv1_2}. */
    private static final String PREFIX = "dec_";

    DecoderPlan {
        Architecture architecture = encoder.architecture();
        for (Layer below : architecture.through(layer)) {
            boolean strided = below instanceof Layer.Convolution c
                    && (c.stride() != 1 || c.groups() != 1 || !keepsSize(c, architecture));
            boolean overlapping = below instanceof Layer.MaxPool p
                    && p.pooling().stride() != p.pooling().window();
            if (strided || overlapping || below instanceof Layer.Normalisation)
                throw new IllegalArgumentException("layer: a decoder can be trained for convolutions of stride 1 that"
                        + " keep the size, and pooling of blocks side by side, but " + below.name() + " of "
                        + architecture + " is none of these");
        }
    }

    /** With zero padding, or after a reflection. */
    private static boolean keepsSize(Layer.Convolution c, Architecture architecture) {
        if (c.padding().equals(Padding.same(c.height(), c.width()))) return true;
        int at = architecture.layers().indexOf(c);
        return at > 0 && architecture.layers().get(at - 1) instanceof Layer.Reflection;
    }

    /** {@return the steps, with the encoder's filters as they are} */
    List<DecodingStep> steps() {
        List<Layer> path = encoder.architecture().through(layer);
        Layer first = path.stream()
                .filter(Layer.Convolution.class::isInstance)
                .findFirst()
                .orElseThrow();
        List<DecodingStep> steps = new ArrayList<>();
        for (int i = path.size() - 1; i >= 0; i--) {
            if (path.get(i) instanceof Layer.MaxPool pool) {
                steps.add(new DecodingStep.Unpool(pool.name(), place));
            } else if (path.get(i) instanceof Layer.Convolution c) {
                steps.add(new DecodingStep.Convolution(
                        PREFIX + c.name(), transposed(encoder.bank(c)), false, c != first));
            }
        }
        return steps;
    }

    /** The filters of Wᵀ at stride 1, as those of a convolution. */
    private static FilterBank transposed(FilterBank w) {
        int filters = w.channels(), channels = w.filters(), height = w.height(), width = w.width();
        float[] weights = new float[filters * channels * height * width];
        int i = 0;
        for (int m = 0; m < filters; m++)
            for (int k = 0; k < channels; k++)
                for (int y = height - 1; y >= 0; y--)
                    for (int x = width - 1; x >= 0; x--) weights[i++] = w.weight(k, m, y, x);
        return FilterBank.of(weights, filters, channels, height, width).withBias(new float[filters]);
    }
}
