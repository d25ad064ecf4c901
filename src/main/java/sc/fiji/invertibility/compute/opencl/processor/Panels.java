package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;

/**
 * The output of several codes, divided into strips of rows whose sums stay in a core's cache.
 *
 * @param count the number of panels, those of one code after those of another
 * @param strips panels per code
 * @param stripRows output rows per panel
 * @param sumRows rows of a panel's sums, including margins
 * @param pitch columns of a panel's sums, including margins
 * @param rows rows of a code's units
 * @param reach output rows that the units of one window may add to
 * @param step output rows from one window to the next
 * @param paddingY the bank's padding
 * @param height rows of the output
 */
record Panels(
        int count,
        int strips,
        int stripRows,
        int sumRows,
        int pitch,
        int rows,
        int reach,
        int step,
        int paddingY,
        int height) {

    /** The number of vectors of sums per panel at which they still roughly fit into a first-level cache of 32 KiB. */
    private static final int NEAR_SUMS = 480;

    /** Vectors of sums of some panels that fit into a second-level cache together with weights. */
    private static final int GROUP_SUMS = 6144;

    /** Rows of a strip that make up for the rows around them, which are computed twice. */
    private static final int FEWEST_ROWS = 8;

    static Panels of(CorrelationDescriptor c, WindowUnits z, Shape x, int codes) {
        int height = x.height();
        int reach = z.reach(c.height(), c.stride());
        int step = z.spacing() * c.stride();
        int around = c.height() + reach - 2;
        int pitch = Math.max(z.reach(z.columns(), c.width(), c.stride()), x.width() + c.paddingX());
        int stripRows = Math.max(FEWEST_ROWS, Math.min(height, NEAR_SUMS / pitch - around));
        int unitRows = Math.min(z.rows(), (stripRows + around) / step + 1);
        int strips = (height + stripRows - 1) / stripRows;
        return new Panels(
                codes * strips,
                strips,
                stripRows,
                z.reach(unitRows, c.height(), c.stride()),
                pitch,
                z.rows(),
                reach,
                step,
                c.paddingY(),
                height);
    }

    /** {@return the number of vectors of sums in one channel block} */
    long vectors() {
        return (long) count * sumRows * pitch;
    }

    /** {@return the number of panels that one work-item processes} */
    int near() {
        return Math.max(1, Math.min(count, GROUP_SUMS / (sumRows * pitch)));
    }

    int groups() {
        return (count + near() - 1) / near();
    }

    /** {@return the kernel arguments} */
    List<Object> arguments() {
        return List.of(count, strips, stripRows, sumRows, pitch, rows, reach, step, paddingY, height);
    }
}
