package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;

/**
 * Where the values of a map lie that is zero elsewhere: one in each window of a grid, at most.
 *
 * @param values one a window
 * @param positions the place of each value within its window, row-major; not read where {@code topLeft}
 * @param topLeft whether all values lie at the top-left of their windows
 * @param window side of a window
 * @param spacing distance between windows
 */
record WindowUnits(DeviceMap values, DeviceBuffer positions, boolean topLeft, int window, int spacing) {

    static WindowUnits of(DeviceCode z, Unpooling unpooling) {
        boolean topLeft = unpooling == Unpooling.TOP_LEFT;
        int window = topLeft ? 1 : z.pooling().window();
        return new WindowUnits(
                z.values(), z.switches().buffer(), topLeft, window, z.pooling().stride());
    }

    /** Any value of a map, each in a window of its own. */
    static WindowUnits of(DeviceMap z) {
        return new WindowUnits(z, z.buffer(), true, 1, 1);
    }

    int rows() {
        return values.shape().height();
    }

    int columns() {
        return values.shape().width();
    }

    int filters() {
        return values.shape().channels();
    }

    /** {@return places of a window} */
    int positionsOfWindow() {
        return window * window;
    }

    /** {@return outputs along one axis that the units of a window may add to} */
    static int reachOfWindow(int window, int taps, int stride) {
        return (window - 1) * stride + taps;
    }

    /** {@return the same for these windows} */
    int reach(int taps, int stride) {
        return reachOfWindow(window, taps, stride);
    }

    /** {@return outputs along one axis from the first that some windows may add to, to the last} */
    int reach(int windows, int taps, int stride) {
        return (windows - 1) * spacing * stride + reach(taps, stride);
    }
}
