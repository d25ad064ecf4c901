package sc.fiji.invertibility.weights;

import java.util.List;
import java.util.Optional;

/**
 * Finds the order of the colour channels from the filters of a first layer, by comparing them with those of known
 * networks up to that order. Of a known network, only two bits a filter are kept: whether its first channel has more
 * energy than its last, and whether it has the larger sum. They tell networks apart, since those of unrelated ones
 * agree by chance, and become their opposites when the channels are reversed; no filter can be made from them.
 *
 * @param network its name
 * @param size height and width of its filters
 * @param energies a bit a filter: whether blue has more energy than red
 * @param sums a bit a filter: whether blue has the larger sum
 * @param norm the Frobenius norm of all filters, which depends on the scale of the input
 * @param mean what is subtracted from blue, green and red of 0 to 255
 */
record KnownFirstLayer(String network, int size, long energies, long sums, double norm, List<Double> mean) {

    private static final int FILTERS = Long.SIZE, CHANNELS = 3;

    /** Of 128 bits, so many agree at least; by chance, 64 to 87 do. */
    private static final int AGREEING = 120;

    private static final List<Double> VGG_MEAN = List.of(103.939, 116.779, 123.68);
    private static final List<Double> CAFFE_MEAN = List.of(104.0, 117.0, 123.0);

    private static final List<KnownFirstLayer> ALL = List.of(
            new KnownFirstLayer("VGG-16", 3, 0x2a00010308548220L, 0x43ce96d243d4be6eL, 8.593, VGG_MEAN),
            new KnownFirstLayer("VGG-19", 3, 0x280000812a140222L, 0x13cebed443d43a67L, 7.956, VGG_MEAN),
            new KnownFirstLayer("GoogLeNet", 7, 0x40020302cc460a03L, 0x870ec644279bec71L, 19.030, CAFFE_MEAN),
            new KnownFirstLayer("SqueezeNet 1.1", 3, 0x1a080242100340ceL, 0x6db510f6e0c7be38L, 10.396, CAFFE_MEAN));

    /** Whether a layer might be one of those known, so that its numbers are worth reading. */
    static boolean possible(LayerInfo layer) {
        return layer.kind() == LayerKind.CONVOLUTION
                && layer.filters() == FILTERS
                && layer.channels() == CHANNELS
                && layer.height() == layer.width()
                && ALL.stream().anyMatch(known -> known.size == layer.height());
    }

    /**
     * Compares a layer with those known.
     *
     * @param weights filters × 3 × size × size numbers
     * @param size height and width of a filter
     * @param usual how the input would be preprocessed if the filters were unknown
     * @return the preprocessing in the order that the filters have; with another scale than the known network's, that
     *     of {@code usual}; empty if they are unknown
     */
    static Optional<PreprocessingRecord> preprocessing(float[] weights, int size, PreprocessingRecord usual) {
        for (KnownFirstLayer known : ALL) {
            if (known.size != size) continue;
            int agreeing = known.agreeing(weights);
            boolean blueFirst = agreeing >= AGREEING;
            if (blueFirst || 2 * FILTERS - agreeing >= AGREEING)
                return Optional.of(known.preprocessing(blueFirst, weights, usual));
        }
        return Optional.empty();
    }

    private PreprocessingRecord preprocessing(boolean blueFirst, float[] weights, PreprocessingRecord usual) {
        PreprocessingRecord.ChannelOrder order =
                blueFirst ? PreprocessingRecord.ChannelOrder.BGR : PreprocessingRecord.ChannelOrder.RGB;
        String origin = "its first layer is " + network + "'s, with " + (blueFirst ? "blue" : "red") + " first";
        double squares = 0;
        for (float weight : weights) squares += (double) weight * weight;
        double ratio = Math.sqrt(squares) / norm;
        if (ratio < 0.5 || ratio > 2) return usual.in(order, origin + ", at the scale of " + usual.origin());
        PreprocessingRecord bgr =
                new PreprocessingRecord(PreprocessingRecord.ChannelOrder.BGR, 1, mean, List.of(1.0, 1.0, 1.0), origin);
        return bgr.in(order, origin);
    }

    private int agreeing(float[] weights) {
        long more = 0, larger = 0;
        int plane = size * size;
        for (int filter = 0; filter < FILTERS; filter++) {
            double energy = 0, sum = 0;
            for (int i = 0; i < plane; i++) {
                double first = weights[filter * CHANNELS * plane + i];
                double last = weights[(filter * CHANNELS + CHANNELS - 1) * plane + i];
                energy += first * first - last * last;
                sum += first - last;
            }
            if (energy > 0) more |= 1L << filter;
            if (sum > 0) larger |= 1L << filter;
        }
        return 2 * FILTERS - Long.bitCount(more ^ energies) - Long.bitCount(larger ^ sums);
    }
}
