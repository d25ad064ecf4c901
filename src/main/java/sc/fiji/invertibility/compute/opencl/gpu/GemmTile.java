package sc.fiji.invertibility.compute.opencl.gpu;

/** The tiles in which matrices are multiplied, one per work-group. */
enum GemmTile {
    /** Reads each operand least often. */
    LARGE(64, 64, 8, 8, 1),

    /** For products with fewer tiles; dividing k among parts of a group keeps the device busy nevertheless. */
    MEDIUM(32, 64, 4, 8, 2),

    /** For few tiles. */
    SMALL(32, 64, 8, 8, 4),

    /** For matrices of at most sixteen columns, as there are for maps of few pixels or tiles. */
    NARROW(16, 32, 4, 4, 4),

    /** The same for devices with small groups. */
    NARROW_AND_FEW(16, 32, 4, 4, 2);

    /** Values of k that are copied to local memory at a time. */
    private static final int DEPTH = 8;

    /** The numbers of large and of medium tiles per compute unit that keep a device busy. */
    private static final int LARGE_OF_UNIT = 6;

    private static final int MEDIUM_OF_UNIT = 2;

    private final int columns;
    private final int rows;
    private final int group;
    private final int parts;
    private final ProgramSource multiply;
    private final ProgramSource correlate;

    /**
     * @param columns outputs along m
     * @param rows outputs along n
     * @param itemColumns the columns of a work-item
     * @param itemRows the rows of a work-item
     * @param parts the number of parts of a group, among which k is divided
     */
    GemmTile(int columns, int rows, int itemColumns, int itemRows, int parts) {
        this.columns = columns;
        this.rows = rows;
        this.group = columns / itemColumns * (rows / itemRows) * parts;
        this.parts = parts;
        Object[] definitions = {
            "TM", columns, "TN", rows, "RM", itemColumns, "RN", itemRows, "TK", DEPTH, "PARTS", parts
        };
        this.multiply = ProgramSource.of("multiply.cl", definitions).after("product.cl");
        this.correlate = ProgramSource.of("correlate.cl", definitions).after("product.cl");
    }

    /**
     * Chooses the tile for some products.
     *
     * @param limits of the device
     * @param m columns of a product
     * @param n rows of a product
     * @param gemm how many
     */
    static GemmTile of(DeviceLimits limits, long m, long n, long gemm) {
        GemmTile wanted = m <= NARROW.columns
                ? NARROW
                : LARGE.enough(limits, LARGE_OF_UNIT, m, n, gemm)
                        ? LARGE
                        : MEDIUM.enough(limits, MEDIUM_OF_UNIT, m, n, gemm) ? MEDIUM : SMALL;
        if (wanted.fits(limits)) return wanted;
        return m > NARROW.columns && LARGE.fits(limits) ? LARGE : NARROW_AND_FEW;
    }

    private boolean enough(DeviceLimits limits, int groupsOfUnit, long m, long n, long gemm) {
        return acrossColumns(m) * acrossRows(n) * gemm >= (long) groupsOfUnit * limits.units();
    }

    private boolean fits(DeviceLimits limits) {
        return group <= limits.items() && 2L * Float.BYTES * parts * DEPTH * (columns + rows) <= limits.localBytes();
    }

    /** {@return the work-items per group} */
    int group() {
        return group;
    }

    /** {@return groups along m} */
    long acrossColumns(long m) {
        return (m + columns - 1) / columns;
    }

    /** {@return groups along n} */
    long acrossRows(long n) {
        return (n + rows - 1) / rows;
    }

    /** {@return the program that multiplies matrices in these tiles} */
    ProgramSource multiply() {
        return multiply;
    }

    /** {@return the program that correlates in these tiles} */
    ProgramSource correlate() {
        return correlate;
    }
}
