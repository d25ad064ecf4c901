package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;

/**
 * Sums over maps, by one launch: each group of work-items gives a part of each result.
 *
 * @param results how many results
 * @param groups how many groups give a part of each
 * @param kinds how many results belong together
 * @param largest which of those is a maximum and no sum; −1 for none
 * @param launch queues the kernel
 */
record SumReduction(int results, int groups, int kinds, int largest, Launch launch) {

    /** Queues a kernel that puts its parts, [result][group], behind those of others. */
    @FunctionalInterface
    interface Launch {
        void run(int firstPart, DeviceBuffer parts);
    }

    static SumReduction of(int results, int groups, Launch launch) {
        return new SumReduction(results, groups, 1, -1, launch);
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
