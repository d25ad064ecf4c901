package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;

/** Words that are being copied from a device to host memory, or have been. */
public interface StagedRead extends AutoCloseable {

    /**
     * Waits for the words.
     *
     * @return memory that begins with them, in the machine's byte order, valid until this is closed
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device had no memory for the copy
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device failed
     */
    ByteBuffer words();

    /**
     * Waits for the words, and copies them.
     *
     * @param target receives them, from its first word on
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device had no memory for the copy
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device failed
     */
    void take(HostWords target);

    /** Returns the host memory, so that other words can use it. */
    @Override
    void close();
}
