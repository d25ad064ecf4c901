package sc.fiji.invertibility.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;

/**
 * By what the filters of an encoder are recognised again, from the image up to a layer: sums of all their weights with
 * random signs. The sums of two networks differ about as much as the weights do (Johnson and Lindenstrauss, 1984), so
 * that, unlike with a checksum, a file of half-precision numbers is still that of the same filters.
 *
 * @param layer the last layer, by its name in the encoder
 * @param sums one for each choice of signs
 */
public record FilterSketch(String layer, List<Double> sums) {

    /** How many sums there are: the difference of two networks is then known to about a fifth. */
    static final int COUNT = 16;

    /** Relative to all weights: less than two networks differ by, and more than rounding to 8 bits changes. */
    private static final double SAME = 0.05;

    private static final long SIGNS = 20200817;

    /**
     * Copies the sums.
     *
     * @param layer the last layer
     * @param sums as many as there are choices of signs
     * @throws IllegalArgumentException if there are more or fewer
     */
    public FilterSketch {
        if (sums.size() != COUNT)
            throw new IllegalArgumentException("expected " + COUNT + " numbers as filters, but got " + sums.size());
        sums = List.copyOf(sums);
    }

    /**
     * Sketches the filters of a network.
     *
     * @param network the network, with filters up to the layer
     * @param layer any name of the layer
     * @return the sketch
     * @throws IllegalArgumentException if there is no such layer, or filters for it are missing
     */
    public static FilterSketch of(Network network, String layer) {
        Layer last = network.layer(layer);
        double[] sums = new double[COUNT];
        SplittableRandom random = new SplittableRandom(SIGNS);
        for (Layer each : network.architecture().through(last))
            if (each instanceof Layer.Convolution convolution)
                for (float weight : network.bank(convolution).weights()) {
                    int signs = random.nextInt();
                    for (int i = 0; i < COUNT; i++) sums[i] += (signs >> i & 1) == 0 ? weight : -weight;
                }
        List<Double> list = new ArrayList<>();
        for (double sum : sums) list.add(sum);
        return new FilterSketch(last.name(), list);
    }

    /**
     * Tells whether a network has these filters.
     *
     * @param network a network with filters up to the layer
     * @return whether it has, but for rounding
     */
    public boolean isOf(Network network) {
        List<Double> others = of(network, layer).sums;
        double difference = 0, all = 0;
        for (int i = 0; i < COUNT; i++) {
            difference += Math.pow(sums.get(i) - others.get(i), 2);
            all += Math.pow(sums.get(i), 2);
        }
        return difference <= SAME * SAME * all;
    }
}
