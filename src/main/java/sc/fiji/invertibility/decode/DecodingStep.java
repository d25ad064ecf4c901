package sc.fiji.invertibility.decode;

import sc.fiji.invertibility.filters.FilterBank;

/** One step of a decoding network, from activations towards the image. */
public sealed interface DecodingStep {

    /** {@return the name of its layer in the decoder's file, or of the pooling that is undone} */
    String name();

    /**
     * Returns the channels of its output.
     *
     * @param channels channels of its input
     * @return channels of its output
     */
    int outputChannels(int channels);

    /** {@return the channels that it takes; 0 for any} */
    int inputChannels();

    /**
     * A convolution with bias.
     *
     * @param name the layer's name in the decoder's file
     * @param bank the filters, with stride and zero padding; with a mirrored border, the padding is the border
     * @param mirrored whether maps are surrounded with their mirror image instead of zeros
     * @param rectified whether ReLU follows
     */
    record Convolution(String name, FilterBank bank, boolean mirrored, boolean rectified) implements DecodingStep {

        @Override
        public int inputChannels() {
            return bank.channels();
        }

        @Override
        public int outputChannels(int channels) {
            return bank.filters();
        }
    }

    /**
     * A transposed convolution, x = Wᵀz + b: its filters are those of the convolution whose transpose it is, one for
     * each channel of its <em>input</em>.
     *
     * @param name the layer's name in the decoder's file
     * @param bank W, whose stride t enlarges maps by the factor t
     * @param bias one number for each channel of the output; not copied
     * @param rectified whether ReLU follows
     */
    record Transposed(String name, FilterBank bank, float[] bias, boolean rectified) implements DecodingStep {

        /**
         * Checks the bias.
         *
         * @param name the layer's name in the decoder's file
         * @param bank W
         * @param bias one number for each channel of the output
         * @param rectified whether ReLU follows
         */
        public Transposed {
            if (bias.length != bank.channels())
                throw new IllegalArgumentException(name + " has " + bias.length + " biases, expected one for each of "
                        + bank.channels() + " channels");
        }

        @Override
        public int inputChannels() {
            return bank.filters();
        }

        @Override
        public int outputChannels(int channels) {
            return bank.channels();
        }
    }

    /**
     * Undoes a pooling of the encoder.
     *
     * @param name the name of the encoder's pooling layer
     * @param place where values are put
     */
    record Unpool(String name, UnpoolingMode place) implements DecodingStep {

        @Override
        public int inputChannels() {
            return 0;
        }

        @Override
        public int outputChannels(int channels) {
            return channels;
        }
    }
}
