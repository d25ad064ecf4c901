package sc.fiji.invertibility.compute.opencl.gpu;

/** The tiles in which matrices are multiplied, one per work-group. */
enum GemmTile {
    /** Reads each operand least often. */
    LARGE(64, 64, 8, 8, 1),

    /** For products with fewer tiles; dividing k among parts of a group keeps the device busy nevertheless. */
    MEDIUM(32, 64, 4, 8, 2),

    /** For few tiles. */
    SMALL(32, 64, 8, 8, 4),

    /** For matrices of few columns, as there are for maps of few pixels or tiles, on devices with small groups. */
    NARROW_IN_2_PARTS(16, 32, 4, 4, 2),

    /** For matrices of few columns. */
    NARROW_IN_4_PARTS(16, 32, 4, 4, 4),

    /** For so few tiles that not every unit of the device has one, if k is large. */
    NARROW_IN_8_PARTS(16, 32, 4, 4, 8),

    /** The same; needs 48 KiB of local memory. */
    NARROW_IN_16_PARTS(16, 32, 4, 4, 16);

    /** Values of k that are copied to local memory at a time. */
    static final int DEPTH = 8;

    private final int columns;
    private final int rows;
    private final int itemColumns;
    private final int itemRows;
    private final int parts;
    private final ProgramSource multiply;
    private final ProgramSource correlate;
    private final ProgramSource correlatePointwise;

    /**
     * @param columns outputs along m
     * @param rows outputs along n
     * @param itemColumns the columns of a work-item
     * @param itemRows the rows of a work-item
     * @param parts the number of parts of a group, among which k is divided: a power of two
     */
    GemmTile(int columns, int rows, int itemColumns, int itemRows, int parts) {
        this.columns = columns;
        this.rows = rows;
        this.itemColumns = itemColumns;
        this.itemRows = itemRows;
        this.parts = parts;
        this.multiply = program("multiply.cl", 0);
        this.correlate = program("correlate.cl", 0);
        this.correlatePointwise = program("correlate.cl", 1);
    }

    private ProgramSource program(String file, int pointwise) {
        Object[] definitions = {
            "TM",
            columns,
            "TN",
            rows,
            "RM",
            itemColumns,
            "RN",
            itemRows,
            "TK",
            DEPTH,
            "PARTS",
            parts,
            "POINTWISE",
            pointwise
        };
        return ProgramSource.of(file, definitions).after("product.cl");
    }

    /** {@return whether a device allows such groups} */
    boolean fits(DeviceLimits limits) {
        return group() <= limits.items() && 2L * Float.BYTES * parts * DEPTH * (columns + rows) <= limits.localBytes();
    }

    /** {@return the work-items per group} */
    int group() {
        return columns / itemColumns * (rows / itemRows) * parts;
    }

    /** {@return the parts of a group, among which k is divided} */
    int parts() {
        return parts;
    }

    /** {@return the outputs of a work-item} */
    int outputsOfItem() {
        return itemColumns * itemRows;
    }

    /** {@return the words that a work-item reads for each value of k} */
    int readsOfItem() {
        return itemColumns + itemRows;
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

    /** {@return the same for filters of a single pixel} */
    ProgramSource correlatePointwise() {
        return correlatePointwise;
    }
}
