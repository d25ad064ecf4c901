package sc.fiji.invertibility.compute.opencl.processor;

import java.util.EnumMap;
import java.util.Map;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceParameters;

/** A correlation's weights in device memory, once for each method that was asked for. */
final class PackedWeights implements AutoCloseable {

    private final WeightPacker packer;
    private final CorrelationDescriptor correlation;
    private final DeviceParameters parameters;
    private final Map<ConvolutionMethod, PackedCorrelation> packed = new EnumMap<>(ConvolutionMethod.class);

    /**
     * @param parameters the weights and the bias, if they are on the device already
     */
    PackedWeights(WeightPacker packer, CorrelationDescriptor correlation, DeviceParameters parameters) {
        this.packer = packer;
        this.correlation = correlation;
        this.parameters = parameters;
    }

    CorrelationDescriptor correlation() {
        return correlation;
    }

    /**
     * The weights and the biases in the order of a method.
     *
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the weights do not fit twice
     */
    PackedCorrelation in(ConvolutionMethod method) {
        return packed.computeIfAbsent(method, this::pack);
    }

    private PackedCorrelation pack(ConvolutionMethod method) {
        try (DeviceBuffer raw =
                parameters == null ? packer.write(correlation.raw().values()) : parameters.sharedWeights()) {
            DeviceBuffer weights = packer.memory().take(method.packedWords(correlation));
            try {
                method.pack(packer, raw, correlation, weights);
                return new PackedCorrelation(correlation, weights, bias(method));
            } catch (RuntimeException e) {
                weights.close();
                throw e;
            }
        }
    }

    private DeviceBuffer bias(ConvolutionMethod method) {
        float[] own = method.bias(correlation);
        return parameters == null || parameters.bias() == null
                ? packer.write(own)
                : packer.bias(parameters.bias().buffer(), correlation, own.length);
    }

    void forget(ConvolutionMethod method) {
        PackedCorrelation unused = packed.remove(method);
        if (unused != null) unused.close();
    }

    @Override
    public void close() {
        packed.values().forEach(PackedCorrelation::close);
        packed.clear();
    }
}
