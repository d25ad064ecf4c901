package sc.fiji.invertibility.compute.opencl.device;

import java.nio.ByteBuffer;

/** Words of a device that are on their way to memory of the host, or there. */
public interface StagedRead extends AutoCloseable {

    /**
     * Waits for the words.
     *
     * @return memory that begins with them, in the machine's byte order, until this is closed
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device had no room for what was to be read
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device did not go on
     */
    ByteBuffer words();

    /**
     * Waits for the words, and copies them.
     *
     * @param target takes them, from the first on
     * @throws sc.fiji.invertibility.compute.OutOfDeviceMemory if the device had no room for what was to be read
     * @throws sc.fiji.invertibility.compute.DeviceFailure if the device did not go on
     */
    void take(HostWords target);

    /** Gives the memory of the host back for other words. */
    @Override
    void close();
}
