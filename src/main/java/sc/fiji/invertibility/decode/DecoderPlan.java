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

    /** The first images are close to grey, so that they are corrected least. */
    private static final double LAST = 0.2;

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

    /** The steps with filters scaled such that values neither grow nor shrink on the way (He et al., 2015). */
    List<DecodingStep> steps() {
        List<Layer> path = encoder.architecture().through(layer);
        Layer first = path.stream()
                .filter(Layer.Convolution.class::isInstance)
                .findFirst()
                .orElseThrow();
        List<DecodingStep> steps = new ArrayList<>();
        double gain = Math.sqrt(2);
        for (int i = path.size() - 1; i >= 0; i--) {
            if (path.get(i) instanceof Layer.MaxPool pool) {
                steps.add(new DecodingStep.Unpool(pool.name(), place));
                // Most of what the next filters see are zeros.
                if (place.kind() != UnpoolingMode.Kind.REPETITION)
                    gain *= pool.pooling().window();
            } else if (path.get(i) instanceof Layer.Convolution c) {
                boolean last = c == first;
                FilterBank bank = transposed(encoder.bank(c), last ? LAST : gain);
                steps.add(new DecodingStep.Convolution(PREFIX + c.name(), bank, false, !last));
                gain = Math.sqrt(2);
            }
        }
        return steps;
    }

    /** The filters of Wᵀ at stride 1, as those of a convolution, with a root mean square of gain/√(Kℓ²). */
    private static FilterBank transposed(FilterBank w, double gain) {
        int filters = w.channels(), channels = w.filters(), height = w.height(), width = w.width();
        float[] weights = new float[filters * channels * height * width];
        double squares = 0;
        int i = 0;
        for (int m = 0; m < filters; m++)
            for (int k = 0; k < channels; k++)
                for (int y = height - 1; y >= 0; y--)
                    for (int x = width - 1; x >= 0; x--) {
                        float weight = weights[i++] = w.weight(k, m, y, x);
                        squares += (double) weight * weight;
                    }
        double factor = squares > 0 ? gain / Math.sqrt((double) channels * height * width * squares / i) : 0;
        for (int j = 0; j < i; j++) weights[j] *= (float) factor;
        return FilterBank.of(weights, filters, channels, height, width).withBias(new float[filters]);
    }
}
