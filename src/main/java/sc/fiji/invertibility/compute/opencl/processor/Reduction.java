package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;

/**
 * A sum over whole maps; several may run before the host waits.
 *
 * @param kernel its name
 * @param shares how the map is divided among work-items
 * @param sums the number of sums per work-item
 * @param words the number of other words per work-item
 * @param arguments the first arguments of the kernel
 */
record Reduction(String kernel, WorkShares shares, int sums, int words, Object... arguments) {

    /** A reduction of a map that is read as vectors; the kernel receives its size after its own arguments. */
    static Reduction ofVectors(Tuning tuning, String kernel, DeviceMap map, int sums, int words, Object... arguments) {
        long size = map.layout().size();
        WorkShares shares = WorkShares.of(tuning, MapLayout.vectors(size));
        return new Reduction(kernel, shares, sums, words, List.of(arguments), size);
    }

    /** The size of its results, in whole sums, so that the next reduction's sums are aligned. */
    int given(boolean exact) {
        return exact ? (shares.items() * (words + 2 * sums) + 1) / 2 : shares.items() * (words + sums);
    }

    void run(TunedDevice device, int firstSum, DeviceBuffer given) {
        device.kernel(kernel).run(shares.range(), List.of(arguments), shares.share(), firstSum, given);
    }
}
