package sc.fiji.invertibility.network;

import sc.fiji.invertibility.compute.LocalResponseNorm;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.filters.StridedWindow;

/** What one layer of a network does, without its weights. */
public sealed interface Layer {

    /** {@return the layer's name, as in the files of the paper's authors: {@code conv1_2}, {@code pool2}} */
    String name();

    /**
     * Returns the size of this layer's output.
     *
     * @param input the size of its input
     * @return the size of its output
     * @throws IllegalArgumentException if an input of that size leaves no output
     */
    default Shape output(Shape input) {
        int height = rows().outputs(input.height()), width = columns().outputs(input.width());
        if (height < 1 || width < 1)
            throw new IllegalArgumentException(
                    name() + " cannot be applied to " + input.width() + "×" + input.height() + " pixels");
        return new Shape(outputChannels(input.channels()), height, width);
    }

    /**
     * Returns the channels of this layer's output, by default those of its input.
     *
     * @param inputChannels channels of its input
     * @return channels of its output
     */
    default int outputChannels(int inputChannels) {
        return inputChannels;
    }

    /** {@return how its outputs are placed on its input, vertically} */
    StridedWindow rows();

    /** {@return how its outputs are placed on its input, horizontally; by default as vertically} */
    default StridedWindow columns() {
        return rows();
    }

    /**
     * A convolution with bias, usually followed by ReLU.
     *
     * @param name the layer's name
     * @param filters K
     * @param channels M, the channels of the input, in all groups together
     * @param height ℓy in pixels
     * @param width ℓx in pixels
     * @param stride t in pixels
     * @param padding zeros around the input
     * @param groups 1, or 2 for AlexNet's layers that were split over two devices
     * @param rectification what follows the convolution
     */
    record Convolution(
            String name,
            int filters,
            int channels,
            int height,
            int width,
            int stride,
            Padding padding,
            int groups,
            Rectification rectification)
            implements Layer {

        /**
         * A layer of square filters, followed by ReLU.
         *
         * @param name the layer's name
         * @param filters K
         * @param channels M
         * @param size ℓ in pixels
         * @param stride t in pixels
         * @param padding zeros on each side, in pixels
         * @param groups a divisor of K and M
         * @return the layer
         */
        public static Convolution square(
                String name, int filters, int channels, int size, int stride, int padding, int groups) {
            return new Convolution(
                    name, filters, channels, size, size, stride, Padding.of(padding), groups, Rectification.RELU);
        }

        /**
         * Sets a bank's stride, padding and groups to this layer's.
         *
         * @param bank filters of this layer's size
         * @return the bank as this layer applies it
         * @throws IllegalArgumentException if its filters have a different size or number
         */
        public FilterBank fit(FilterBank bank) {
            if (bank.filters() != filters
                    || bank.filterChannels() != channels / groups
                    || bank.height() != height
                    || bank.width() != width)
                throw new IllegalArgumentException("the filters of " + name + " are " + sizes() + ", not "
                        + bank.filters() + "×" + bank.filterChannels() + "×" + bank.height() + "×" + bank.width());
            return bank.withGroups(groups).withStride(stride).withPadding(padding);
        }

        /** {@return the size of its weights, K×M/groups×ℓy×ℓx} */
        public String sizes() {
            return filters + "×" + channels / groups + "×" + height + "×" + width;
        }

        @Override
        public int outputChannels(int inputChannels) {
            return filters;
        }

        @Override
        public StridedWindow rows() {
            return new StridedWindow(height, stride, padding.y(), false);
        }

        @Override
        public StridedWindow columns() {
            return new StridedWindow(width, stride, padding.x(), false);
        }
    }

    /**
     * Max pooling.
     *
     * @param name the layer's name
     * @param pooling windows and selection
     */
    record MaxPool(String name, Pooling pooling) implements Layer {

        @Override
        public StridedWindow rows() {
            return pooling.windows();
        }
    }

    /**
     * Surrounds every map with its own mirror image, which networks of style transfer do instead of zero padding.
     *
     * @param name the layer's name
     * @param border rows and columns that are added on each side, ≥ 1
     */
    record Reflection(String name, int border) implements Layer {

        /**
         * Checks the border.
         *
         * @param name the layer's name
         * @param border rows and columns that are added on each side, ≥ 1
         */
        public Reflection {
            if (border < 1) throw new IllegalArgumentException(name + " needs a border of at least 1, not " + border);
        }

        @Override
        public StridedWindow rows() {
            return new StridedWindow(1, 1, border, false);
        }
    }

    /**
     * Local response normalisation across channels.
     *
     * @param name the layer's name
     * @param response its constants
     */
    record Normalisation(String name, LocalResponseNorm response) implements Layer {

        @Override
        public StridedWindow rows() {
            return StridedWindow.POINT;
        }
    }
}
