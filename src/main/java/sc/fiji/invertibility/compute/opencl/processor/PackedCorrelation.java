package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;

/** A correlation's weights in device memory, in the order of one method. */
record PackedCorrelation(CorrelationDescriptor correlation, DeviceBuffer weights, DeviceBuffer bias)
        implements AutoCloseable {

    @Override
    public void close() {
        bias.close();
        weights.close();
    }
}
