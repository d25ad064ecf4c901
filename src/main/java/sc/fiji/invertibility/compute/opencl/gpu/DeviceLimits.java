package sc.fiji.invertibility.compute.opencl.gpu;

import net.haesleinhuepf.clij.clearcl.ClearCLDevice;
import sc.fiji.invertibility.compute.opencl.device.DeviceQuery;

/**
 * What a device allows; kernels are built for it.
 *
 * @param items the most work-items of a group
 * @param localBytes local memory of a group
 * @param hasDouble whether it computes in double precision
 * @param units groups that run side by side, at least
 */
record DeviceLimits(int items, long localBytes, boolean hasDouble, int units) {

    static DeviceLimits of(ClearCLDevice device) {
        return new DeviceLimits(
                DeviceQuery.mostItems(device), DeviceQuery.localMemory(device), DeviceQuery.hasDouble(device), (int)
                        Math.max(1, device.getNumberOfComputeUnits()));
    }

    /** {@return the largest power of two that is allowed as the size of a group, and not above the wanted one} */
    int group(int wanted) {
        return Integer.highestOneBit(Math.min(wanted, items));
    }

    /** {@return options of the compiler} */
    String options() {
        return hasDouble ? "-cl-mad-enable" : "-cl-mad-enable -D WITHOUT_DOUBLE";
    }
}
