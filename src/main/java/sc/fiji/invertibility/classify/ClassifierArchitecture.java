package sc.fiji.invertibility.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sc.fiji.invertibility.compute.Shape;

/**
 * A classifier's layers in the notation of table 5: {@code (256)5c-2pmax-4pave} has 256 filters of 5×5 with stride 1,
 * 2×2 max pooling, and 4×4 average pooling below the soft-max. Between a convolution and its max pooling are batch
 * normalisation and ReLU (appendix C.1), which the notation leaves out.
 *
 * @param stages the convolutions from the image up, at least one
 * @param average the side of the average pooling's windows in pixels; 1 for none
 */
public record ClassifierArchitecture(List<Stage> stages, int average) {

    private static final int MOST_STAGES = 16;
    private static final int MOST_FILTERS = 16_384;
    private static final int LARGEST = 31;

    private static final Pattern CONVOLUTION = Pattern.compile("\\((\\d{1,6})\\)(\\d{1,3})c");
    private static final Pattern POOLING = Pattern.compile("(\\d{1,3})p_?(max|ave)");

    /**
     * A convolution with batch normalisation, ReLU and max pooling.
     *
     * @param filters K, 1 to 16384
     * @param size ℓ in pixels, odd, at most 31
     * @param pool the side of the max pooling's windows in pixels; 1 for none
     */
    public record Stage(int filters, int size, int pool) {

        /**
         * Checks the numbers.
         *
         * @param filters K, 1 to 16384
         * @param size ℓ in pixels, odd, at most 31
         * @param pool the side of the max pooling's windows in pixels; 1 for none
         */
        public Stage {
            if (filters < 1 || filters > MOST_FILTERS)
                throw new IllegalArgumentException(
                        "expected 1 to " + MOST_FILTERS + " filters in a layer, but got " + filters);
            if (size < 1 || size > LARGEST || size % 2 == 0)
                throw new IllegalArgumentException(
                        "expected filters of 1, 3, 5 ... " + LARGEST + " pixels, but got " + size);
            if (pool < 1 || pool > LARGEST)
                throw new IllegalArgumentException(
                        "expected max pooling of 1 to " + LARGEST + " pixels, but got " + pool);
        }

        @Override
        public String toString() {
            return "(" + filters + ")" + size + "c" + (pool == 1 ? "" : "-" + pool + "pmax");
        }
    }

    /**
     * Checks the numbers.
     *
     * @param stages the convolutions from the image up, at least one
     * @param average the side of the average pooling's windows in pixels; 1 for none
     */
    public ClassifierArchitecture {
        stages = List.copyOf(stages);
        if (stages.isEmpty() || stages.size() > MOST_STAGES)
            throw new IllegalArgumentException(
                    "expected 1 to " + MOST_STAGES + " convolutions, but got " + stages.size());
        if (average < 1 || average > 1 << 10)
            throw new IllegalArgumentException("expected average pooling of 1 to 1024 pixels, but got " + average);
    }

    /** The architecture of layers that there are. */
    static ClassifierArchitecture of(List<FilterLayer> layers, int average) {
        List<Stage> stages = layers.stream()
                .map(layer -> new Stage(layer.bank().filters(), layer.bank().height(), layer.pool()))
                .toList();
        return new ClassifierArchitecture(stages, average);
    }

    /**
     * Reads the paper's notation, in upper or lower case, with or without spaces.
     *
     * @param text such as {@code (256)3c-2pmax-(256)3c-2pmax}
     * @return the architecture
     * @throws IllegalArgumentException if it is anything else; the message is one sentence that names the part
     */
    public static ClassifierArchitecture parse(String text) {
        String[] parts = text.replaceAll("\\s+", "").toLowerCase(Locale.ROOT).split("-", -1);
        List<Stage> stages = new ArrayList<>();
        int average = 1;
        boolean pooled = true;
        for (int i = 0; i < parts.length; i++) {
            Matcher convolution = CONVOLUTION.matcher(parts[i]), pooling = POOLING.matcher(parts[i]);
            boolean last = i == parts.length - 1;
            if (convolution.matches()) {
                stages.add(new Stage(number(convolution, 1), number(convolution, 2), 1));
                pooled = false;
            } else if (pooling.matches() && pooling.group(2).equals("max") && !pooled) {
                Stage below = stages.remove(stages.size() - 1);
                stages.add(new Stage(below.filters(), below.size(), number(pooling, 1)));
                pooled = true;
            } else if (pooling.matches() && pooling.group(2).equals("ave") && last && !stages.isEmpty()) {
                average = number(pooling, 1);
            } else {
                throw new IllegalArgumentException("expected layers such as '(256)5c-2pmax-4pave': convolutions, each"
                        + " with or without max pooling after it, and at the end average pooling or none, but got '"
                        + parts[i] + "' as part " + (i + 1) + " of '" + text.strip() + "'");
            }
        }
        return new ClassifierArchitecture(stages, average);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /**
     * Returns the size of what the soft-max sees.
     *
     * @param image the size of an image
     * @return the last convolution's filters, by rows and columns after all pooling, of which incomplete windows are
     *     left out
     * @throws IllegalArgumentException if a pooling leaves nothing of the image
     */
    public Shape features(Shape image) {
        int height = image.height(), width = image.width();
        for (int window : poolings()) {
            if (window > height || window > width)
                throw new IllegalArgumentException("'" + this + "' cannot be applied to images of " + image.width()
                        + "×" + image.height() + " pixels: before its pooling of " + window + "×" + window
                        + " pixels, only " + width + "×" + height + " are left");
            height /= window;
            width /= window;
        }
        return new Shape(stages.get(stages.size() - 1).filters(), height, width);
    }

    private List<Integer> poolings() {
        List<Integer> windows = new ArrayList<>(stages.stream().map(Stage::pool).toList());
        windows.add(average);
        return windows;
    }

    /** {@return the paper's notation} */
    @Override
    public String toString() {
        return stages.stream().map(Stage::toString).collect(Collectors.joining("-"))
                + (average == 1 ? "" : "-" + average + "pave");
    }
}
