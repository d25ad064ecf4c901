package sc.fiji.invertibility.compute.opencl.device;

import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;

/** The kernels for one kind of devices, built in one context. */
public interface KernelFamily {

    /**
     * Opens an engine that uses these kernels.
     *
     * @param description the description of the device
     * @param memoryLimit bytes of device memory that the engine may hold at a time; beyond that it throws
     *     {@link sc.fiji.invertibility.compute.OutOfDeviceMemory}
     * @return the engine
     */
    Engine open(Device description, long memoryLimit);
}
