package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;

/**
 * The values of a map that is otherwise zero: at most one in each window of a grid.
 *
 * @param values one value per window
 * @param positions the position of each value within its window, row-major; not read if {@code topLeft}
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

    /** {@return the values, their positions, and whether these count, as kernels take them} */
    List<Object> units() {
        return List.of(values, positions, topLeft);
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

    /** {@return the number of positions in a window} */
    int positionsOfWindow() {
        return window * window;
    }

    /** {@return the number of outputs along one axis that the units of a window can add to} */
    static int reachOfWindow(int window, int taps, int stride) {
        return (window - 1) * stride + taps;
    }

    /** {@return the same for these windows} */
    int reach(int taps, int stride) {
        return reachOfWindow(window, taps, stride);
    }

    /** {@return the number of outputs along one axis from the first to the last that some windows can add to} */
    int reach(int windows, int taps, int stride) {
        return (windows - 1) * spacing * stride + reach(taps, stride);
    }
}
