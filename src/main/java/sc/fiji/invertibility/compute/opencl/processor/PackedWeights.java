package sc.fiji.invertibility.compute.opencl.processor;

import java.util.EnumMap;
import java.util.Map;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;

/** A correlation's weights in device memory, once for each method that was asked for. */
final class PackedWeights implements AutoCloseable {

    private final WeightPacker packer;
    private final CorrelationDescriptor correlation;
    private final Map<ConvolutionMethod, PackedCorrelation> packed = new EnumMap<>(ConvolutionMethod.class);

    PackedWeights(WeightPacker packer, CorrelationDescriptor correlation) {
        this.packer = packer;
        this.correlation = correlation;
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
        try (DeviceBuffer raw = packer.write(correlation.raw().values())) {
            DeviceBuffer weights = packer.memory().take(method.packedWords(correlation));
            try {
                method.pack(packer, raw, correlation, weights);
                return new PackedCorrelation(correlation, weights, packer.write(method.bias(correlation)));
            } catch (RuntimeException e) {
                weights.close();
                throw e;
            }
        }
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
