package sc.fiji.invertibility.compute.opencl.device;

import sc.fiji.invertibility.compute.PackedFilters;

/** A bank in the device memory of one engine, packed for its kernels. */
public interface OwnedFilters extends PackedFilters {

    /**
     * Returns whether the bank belongs to an engine.
     *
     * @param memory the memory of that engine
     * @return whether it does
     * @throws IllegalStateException if the bank was closed
     */
    boolean isFrom(DeviceMemory memory);
}
