package sc.fiji.invertibility.decode;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.Layer;

/**
 * The mirror image of an encoder, before it is trained: for each convolution from a layer down to the image one of as
 * many channels the other way round, with ReLU but for the last, and for each pooling an unpooling.
 *
 * @param architecture the encoder's layers
 * @param layer the layer that is decoded
 * @param place where pooled values are put
 * @param seed of the filters
 */
record DecoderPlan(Architecture architecture, Layer layer, Place place, long seed) {

    /** Named as the encoder's layer that it undoes, {@code dec_conv1_2}. */
    private static final String PREFIX = "dec_";

    DecoderPlan {
        for (Layer below : architecture.through(layer)) {
            boolean strided = below instanceof Layer.Convolution c && (c.stride() != 1 || !keepsSize(c, architecture));
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

    /** The steps with random filters, such that values neither grow nor shrink on the way (He et al., 2015). */
    List<DecodingStep> steps() {
        List<Layer> path = architecture.through(layer);
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
                if (place.kind() != Place.Kind.REPETITION) gain *= pool.pooling().window();
            } else if (path.get(i) instanceof Layer.Convolution c) {
                FilterBank bank = GaussianFilters.rectangular(
                        c.channels(), c.filters(), c.height(), c.width(), seed + steps.size());
                boolean last = c == first;
                steps.add(new DecodingStep.Convolution(
                        PREFIX + c.name(), scaled(bank, last ? 1 : gain), false, !last));
                gain = Math.sqrt(2);
            }
        }
        return steps;
    }

    private static FilterBank scaled(FilterBank bank, double factor) {
        float[] weights = bank.weights();
        for (int i = 0; i < weights.length; i++) weights[i] *= (float) factor;
        return FilterBank.of(weights, bank.filters(), bank.channels(), bank.height(), bank.width())
                .withBias(new float[bank.filters()]);
    }
}
