package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.Arrays;
import java.util.List;

/**
 * The tiles in which matrices are multiplied, one a work-group.
 *
 * @param columns outputs along m
 * @param rows outputs along n
 * @param itemColumns of those, how many a work-item holds
 * @param itemRows likewise
 * @param depth values of k that are brought to local memory at a time
 * @param parts shares of k among the items of a group
 */
record TileSize(int columns, int rows, int itemColumns, int itemRows, int depth, int parts) {

    /** The largest read their operands least often, smaller ones keep more of a device busy. */
    private static final List<TileSize> SIZES = List.of(
            new TileSize(128, 64, 8, 8, 16, 1),
            new TileSize(64, 64, 8, 8, 16, 1),
            new TileSize(32, 64, 4, 4, 8, 2),
            new TileSize(16, 64, 4, 8, 8, 4),
            new TileSize(16, 64, 4, 8, 8, 2),
            new TileSize(16, 64, 4, 8, 8, 1));

    /** Groups for each of a device's units that keep it busy. */
    private static final int GROUPS_OF_UNIT = 2;

    /**
     * Chooses a size for some products.
     *
     * @param limits of the device
     * @param m columns of a product
     * @param n rows of a product
     * @param products how many
     */
    static TileSize of(Limits limits, long m, long n, long products) {
        TileSize[] possible = SIZES.stream().filter(size -> size.fits(limits)).toArray(TileSize[]::new);
        return Arrays.stream(possible)
                .filter(size ->
                        m > size.columns / 2 && size.groups(m, n) * products >= (long) GROUPS_OF_UNIT * limits.units())
                .findFirst()
                .orElseGet(() -> smallest(possible, m));
    }

    private static TileSize smallest(TileSize[] possible, long m) {
        return Arrays.stream(possible)
                .filter(size -> size.columns <= 16 || m > 16 && size.columns <= 32)
                .findFirst()
                .orElse(possible[possible.length - 1]);
    }

    private boolean fits(Limits limits) {
        long localBytes = 2L * Float.BYTES * parts * depth * (columns + rows);
        return group() <= limits.items() && localBytes <= limits.localBytes();
    }

    private long groups(long m, long n) {
        return ceil(m, columns) * ceil(n, rows);
    }

    /** {@return work-items of a group} */
    int group() {
        return columns / itemColumns * (rows / itemRows) * parts;
    }

    /** {@return groups along m} */
    long acrossColumns(long m) {
        return ceil(m, columns);
    }

    /** {@return groups along n} */
    long acrossRows(long n) {
        return ceil(n, rows);
    }

    /** {@return a program that multiplies in such tiles} */
    Source source(String file) {
        return Source.of(
                        file, "TM", columns, "TN", rows, "RM", itemColumns, "RN", itemRows, "TK", depth, "PARTS", parts)
                .after("product.cl");
    }

    private static long ceil(long a, long b) {
        return (a + b - 1) / b;
    }
}
