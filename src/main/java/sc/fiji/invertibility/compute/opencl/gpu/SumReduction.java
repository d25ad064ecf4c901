package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;

/**
 * A launch that sums over maps: each work-group writes one part of each result.
 *
 * @param results the number of results
 * @param groups the number of groups, each with a part of each result
 * @param kinds the number of results per map or pair
 * @param largest the index among those of a maximum instead of a sum; −1 for none
 * @param launch queues the kernel
 */
record SumReduction(int results, int groups, int kinds, int largest, Launch launch) {

    /** Queues a kernel that appends its parts, [result][group], to those of others. */
    @FunctionalInterface
    interface Launch {
        void run(int firstPart, DeviceBuffer parts);
    }

    static SumReduction of(int results, int groups, Launch launch) {
        return new SumReduction(results, groups, 1, -1, launch);
    }

    /** {@return this with other work queued before its kernel} */
    SumReduction after(Runnable work) {
        return new SumReduction(results, groups, kinds, largest, (firstPart, parts) -> {
            work.run();
            launch.run(firstPart, parts);
        });
    }

    int parts() {
        return results * groups;
    }

    /** A result from its parts. */
    double total(int result, double[] parts, int firstPart) {
        double total = 0;
        for (int i = 0; i < groups; i++) {
            double part = parts[firstPart + result * groups + i];
            total = result % kinds == largest ? Math.max(total, part) : total + part;
        }
        return total;
    }
}
