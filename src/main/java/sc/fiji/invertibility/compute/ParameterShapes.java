package sc.fiji.invertibility.compute;

import sc.fiji.invertibility.filters.FilterBank;

/** The sizes of parameters on a device. */
public final class ParameterShapes {

    private ParameterShapes() {}

    /**
     * Returns the size of a bank's weights.
     *
     * @param bank the bank
     * @return 1×K×(M/groups·ℓy·ℓx)
     */
    public static Shape weights(FilterBank bank) {
        return new Shape(1, bank.filters(), bank.filterChannels() * bank.height() * bank.width());
    }

    /**
     * Returns the size of a value for each channel.
     *
     * @param channels C ≥ 1
     * @return 1×1×C
     */
    public static Shape perChannel(int channels) {
        return new Shape(1, 1, channels);
    }
}
