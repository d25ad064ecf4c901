package sc.fiji.invertibility.compute.opencl;

/**
 * x̂ = Wᵀz of many channels where z is mostly zero: a list of z's non-zeros, each of which adds its filter to
 * the output around it. A strip of rows at a time, so that the sums stay near the processor.
 */
final class Scatter {

    /** Vectors of sums of a strip, at about which they still fit into a first-level cache of 32 KiB. */
    private static final int NEAR_SUMS = 480;

    /** Rows of a strip that are worth the rows around them, which are computed twice. */
    private static final int FEWEST_ROWS = 8;

    private final DeviceContext device;
    private final DeviceMemory memory;

    Scatter(DeviceContext device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    /** Tells whether this can transpose a bank; GPUs have the dense kernels. */
    boolean suits(Correlation c, Units z) {
        long sums = (long) z.reach(z.rows(), c.height(), c.stride()) * pitch(c, z);
        return !device.tuning().interleaved()
                && c.groups() == 1
                && Layout.lanes(c.channels()) > 1
                && sums <= Integer.MAX_VALUE
                && (long) z.filters() * (z.rows() + 1) <= Integer.MAX_VALUE;
    }

    /**
     * Fills x̂.
     *
     * @param packed the bank, not its transpose
     */
    void run(Units z, PackedCorrelation packed, DeviceMap x) {
        Correlation c = packed.correlation();
        int pitch = Math.max(pitch(c, z), x.shape().width() + c.paddingX());
        long units = (long) z.rows() * z.columns();
        try (DeviceBuffer first = memory.take((long) z.filters() * (z.rows() + 1));
                DeviceBuffer nonzeros = memory.take(2 * units * z.filters())) {
            device.kernel("list_nonzeros")
                    .run(
                            Range.of(1, z.filters()),
                            z.values().buffer(),
                            z.places(),
                            z.topLeft() ? 1 : 0,
                            z.filters(),
                            z.values().layout().lanes(),
                            z.rows(),
                            z.columns(),
                            z.window(),
                            z.spacing(),
                            c.stride(),
                            pitch,
                            first,
                            nonzeros);
            add(z, packed, first, nonzeros, pitch, x);
        }
    }

    private void add(
            Units z, PackedCorrelation packed, DeviceBuffer first, DeviceBuffer nonzeros, int pitch, DeviceMap x) {
        Correlation c = packed.correlation();
        Kernel kernel = device.kernel(c.height() == 3 && c.width() == 3 ? "scatter_3x3" : "scatter_any");
        int blocks = x.layout().blocks();
        int height = x.shape().height();
        int around = c.height() + z.reach(c.height(), c.stride()) - 2;
        int step = z.spacing() * c.stride();
        int stripRows = Math.max(FEWEST_ROWS, Math.min(height, NEAR_SUMS / pitch - around));
        int sumRows = z.reach(Math.min(z.rows(), (stripRows + around) / step + 1), c.height(), c.stride());
        try (DeviceBuffer sums = memory.take((long) blocks * sumRows * pitch * Layout.BLOCK)) {
            for (int row = 0; row < height; row += stripRows) {
                int last = Math.min(row + stripRows, height);
                int above = row + c.paddingY() - z.reach(c.height(), c.stride()) + 1;
                int from = Math.min(z.rows() - 1, above <= 0 ? 0 : (above + step - 1) / step);
                int to = Math.min(z.rows() - 1, (last - 1 + c.paddingY()) / step);
                kernel.run(
                        Range.of(1, blocks),
                        first,
                        nonzeros,
                        c.filters(),
                        z.rows(),
                        z.columns(),
                        from,
                        to,
                        from * step * pitch,
                        packed.weights(),
                        c.height(),
                        c.width(),
                        sums,
                        sumRows,
                        pitch,
                        x.buffer(),
                        height,
                        x.shape().width(),
                        row,
                        last,
                        c.paddingY(),
                        c.paddingX(),
                        from * step);
            }
        }
    }

    private static int pitch(Correlation c, Units z) {
        return z.reach(z.columns(), c.width(), c.stride());
    }
}
