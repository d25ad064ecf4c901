package sc.fiji.invertibility.compute.opencl.gpu;

import net.haesleinhuepf.clij.clearcl.ClearCLDevice;
import sc.fiji.invertibility.compute.opencl.device.DeviceQuery;

/**
 * The limits of a device, for which kernels are built.
 *
 * @param items the largest number of work-items per group
 * @param localBytes local memory per group
 * @param hasDouble whether it computes in double precision
 * @param units the least number of groups that run at the same time
 */
record DeviceLimits(int items, long localBytes, boolean hasDouble, int units) {

    static DeviceLimits of(ClearCLDevice device) {
        return new DeviceLimits(
                DeviceQuery.mostItems(device), DeviceQuery.localMemory(device), DeviceQuery.hasDouble(device), (int)
                        Math.max(1, device.getNumberOfComputeUnits()));
    }

    /** {@return the largest power of two that is allowed as the size of a group and at most the wanted one} */
    int group(int wanted) {
        return Integer.highestOneBit(Math.min(wanted, items));
    }

    /** {@return how many words a sum takes: those of a double or, without double precision, of a float} */
    int wordsOfSum() {
        return hasDouble ? 2 : 1;
    }

    /** {@return the compiler's options} */
    String options() {
        return hasDouble ? "-cl-mad-enable" : "-cl-mad-enable -D WITHOUT_DOUBLE";
    }
}
