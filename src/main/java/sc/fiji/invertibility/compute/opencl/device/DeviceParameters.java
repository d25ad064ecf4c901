package sc.fiji.invertibility.compute.opencl.device;

/**
 * The weights and the bias of a bank that are in device memory already, in the order of a bank.
 *
 * @param weights K·M/groups·ℓy·ℓx of them
 * @param bias K of them, or null for zeros
 */
public record DeviceParameters(DeviceMap weights, DeviceMap bias) implements AutoCloseable {

    /** {@return the weights once more, for reading} */
    public DeviceBuffer sharedWeights() {
        return weights.buffer().share();
    }

    /** {@return the bias once more, for reading} */
    public DeviceBuffer sharedBias() {
        return bias.buffer().share();
    }

    /** {@return the same parameters once more, for reading} */
    public DeviceParameters shared() {
        return new DeviceParameters(weights.share(), bias == null ? null : bias.share());
    }

    /** {@return these weights without the bias} */
    public DeviceParameters unbiased() {
        return new DeviceParameters(weights, null);
    }

    @Override
    public void close() {
        weights.close();
        if (bias != null) bias.close();
    }
}
