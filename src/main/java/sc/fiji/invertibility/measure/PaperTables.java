package sc.fiji.invertibility.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The numbers printed in the paper, for comparison with measured ones. Layers have the names {@code conv1_1} … {@code
 * pool5}; those of AlexNet, {@code conv1} … {@code pool5}.
 */
public final class PaperTables {

    private static final Map<String, Double> SPARSITY =
            table("conv1_1 49.1 conv1_2 69.7 pool1 80.8 conv2_1 67.4 conv2_2 49.7 pool2 70.7 conv3_1 53.4 conv3_2 51.9"
                    + " conv3_3 28.7 pool3 45.9 conv4_1 35.6 conv4_2 29.6 conv4_3 12.6 pool4 23.1 conv5_1 23.9"
                    + " conv5_2 20.6 conv5_3 7.3 pool5 13.1");

    private static final Map<String, Double> ALEXNET_SPARSITY =
            table("conv1 49.41 pool1 87.79 conv2 18.97 pool2 44.13 conv3 31.08 conv4 30.95 conv5 9.78 pool5 28.15");

    /** Table 3 prints conv1_2 in the column (1,1) and so on: here, each value is assigned to its own layer. */
    private static final Map<String, Double> COHERENCE =
            table("conv1_2 0.943 conv2_1 0.734 conv2_2 0.644 conv3_1 0.747 conv3_2 0.584 conv3_3 0.484 conv4_1 0.519");

    private static final Map<String, Double> RANDOM_COHERENCE =
            table("conv1_1 0.670 conv1_2 0.122 conv2_1 0.155 conv2_2 0.105 conv3_1 0.110 conv3_2 0.090 conv3_3 0.080"
                    + " conv4_1 0.092 conv4_2 0.062 conv4_3 0.062 conv5_1 0.070 conv5_2 0.067 conv5_3 0.067");

    private static final Map<String, Double> ALEXNET_RANDOM_COHERENCE =
            table("conv1 0.1996 conv2 0.1263 conv3 0.0929 conv4 0.1073 conv5 0.1026");

    private static final Map<String, Double> ALEXNET_COHERENCE =
            table("conv1 0.9172 conv2 0.6643 conv3 0.6200 conv4 0.6382 conv5 0.3390");

    private static final Map<String, Double> IMAGE_LEARNED = table("pool1 0.423 pool2 0.692 pool3 0.326 pool4 0.379");
    private static final Map<String, Double> IMAGE_RANDOM = table("pool1 0.380 pool2 0.438 pool3 0.345 pool4 0.357");
    private static final Map<String, Double> LEARNED = table("pool1 0.895 pool2 0.961 pool3 0.912 pool4 1.051");
    private static final Map<String, Double> RANDOM = table("pool1 0.872 pool2 0.926 pool3 0.862 pool4 0.992");

    /** The paper's numbers for the 16-layer VGGNet. */
    public static final PaperTables VGG16 = new PaperTables(
            SPARSITY,
            COHERENCE,
            RANDOM_COHERENCE,
            Map.of("image learned", IMAGE_LEARNED, "image random", IMAGE_RANDOM, "learned", LEARNED, "random", RANDOM));

    /** The paper's numbers for AlexNet. */
    public static final PaperTables ALEXNET =
            new PaperTables(ALEXNET_SPARSITY, ALEXNET_COHERENCE, ALEXNET_RANDOM_COHERENCE, Map.of());

    /** No numbers, for any other network. */
    public static final PaperTables NONE = new PaperTables(Map.of(), Map.of(), Map.of(), Map.of());

    private final Map<String, Double> sparsity;
    private final Map<String, Double> coherence;
    private final Map<String, Double> randomCoherence;
    private final Map<String, Map<String, Double>> errors;

    private PaperTables(
            Map<String, Double> sparsity,
            Map<String, Double> coherence,
            Map<String, Double> randomCoherence,
            Map<String, Map<String, Double>> errors) {
        this.sparsity = sparsity;
        this.coherence = coherence;
        this.randomCoherence = randomCoherence;
        this.errors = errors;
    }

    /**
     * Returns the tables of a network.
     *
     * @param network its name, {@code VGG-16} or {@code AlexNet …}
     * @return its numbers; none for other networks
     */
    public static PaperTables of(String network) {
        if (network.equals("VGG-16")) return VGG16;
        return network.startsWith("AlexNet") ? ALEXNET : NONE;
    }

    /**
     * Tables 2 and 7.
     *
     * @param layer the layer's name
     * @return the percentage of non-zeros on ILSVRC 2012's validation set
     */
    public OptionalDouble nonzeroPercent(String layer) {
        return find(sparsity, layer);
    }

    /**
     * Tables 3 and 6, learned filters. The printed numbers are signed maxima, and those of table 3 are printed one
     * column to the left of their layer, which is corrected here.
     *
     * @param layer the layer's name
     * @return the coherence
     */
    public OptionalDouble coherence(String layer) {
        return find(coherence, layer);
    }

    /**
     * Tables 3 and 6, Gaussian filters of the layer's size.
     *
     * @param layer the layer's name
     * @return the coherence
     */
    public OptionalDouble randomCoherence(String layer) {
        return find(randomCoherence, layer);
    }

    /**
     * Table 4: relative errors for macro layers.
     *
     * @param layer the pooling layer's name
     * @param imageSpace true for the decoded images, false for the activations
     * @param learned true for the filters of the layer above, false for Gaussian random ones
     * @return the relative error
     */
    public OptionalDouble relativeError(String layer, boolean imageSpace, boolean learned) {
        String column = (imageSpace ? "image " : "") + (learned ? "learned" : "random");
        return find(errors.getOrDefault(column, Map.of()), layer);
    }

    private static OptionalDouble find(Map<String, Double> table, String layer) {
        return table.containsKey(layer) ? OptionalDouble.of(table.get(layer)) : OptionalDouble.empty();
    }

    private static Map<String, Double> table(String row) {
        String[] cells = row.split(" ");
        Map<String, Double> table = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) table.put(cells[i], Double.valueOf(cells[i + 1]));
        return Map.copyOf(table);
    }
}
