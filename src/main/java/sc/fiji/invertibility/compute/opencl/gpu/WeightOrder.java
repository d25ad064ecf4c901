package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;

/** The order in which kernels read weights. */
enum WeightOrder {
    /** [group][tap][filter], a tap being a channel, row and column. */
    TAPS {
        @Override
        long words(CorrelationDescriptor c) {
            return (long) c.groups() * c.channels() * c.height() * c.width() * padded(c);
        }
    },

    /** Transformed for Winograd filtering: [position][group][channel][filter]. */
    WINOGRAD {
        @Override
        long words(CorrelationDescriptor c) {
            return (long) WinogradVariant.POSITIONS * c.inputChannels() * padded(c);
        }
    };

    private static final int VECTOR = 4;

    /** {@return the number of words that the weights take} */
    abstract long words(CorrelationDescriptor correlation);

    /** {@return the filters per group, rounded up to whole vectors} */
    static int padded(CorrelationDescriptor correlation) {
        return (correlation.groupFilters() + VECTOR - 1) / VECTOR * VECTOR;
    }
}
