package sc.fiji.invertibility.compute.opencl.gpu;

/**
 * The tiles that a group transforms from the outputs of one layer to the inputs of the next one: a block of tiles of
 * several channels, with a border of pixels that other groups compute as well.
 *
 * @param rows tiles per column
 * @param columns tiles per row
 * @param channels channels of a group
 * @param group work-items
 */
record WinogradBlock(int rows, int columns, int channels, int group) {

    /** With more local memory per group, fewer groups would run at the same time. */
    private static final long MOST_WORDS = 1 << 12;

    /** In a block of fewer rows, too much is computed by its neighbours as well. */
    private static final int FEWEST_ROWS = 4;

    /** Of a sum in double precision. */
    private static final int SUM_WORDS = 2;

    private static final int SMALL_GROUP = 64;
    private static final int LARGE_GROUP = 256;

    /** Returns blocks that cover all tiles of an image: the whole image if it fits into local memory. */
    static WinogradBlock of(DeviceLimits limits, WinogradTiles tiles, int channels) {
        long words = Math.min(MOST_WORDS, limits.localBytes() / Float.BYTES);
        int columns = tiles.columns(), least = Math.min(FEWEST_ROWS, tiles.rows());
        while (columns > 1 && words(least, columns) > words) columns = (columns + 1) / 2;
        int most = least;
        while (most < tiles.rows() && words(most + 1, columns) <= words) most++;
        int rows = even(tiles.rows(), most);
        int size = rows * columns;
        int group = limits.group(size > SMALL_GROUP ? LARGE_GROUP : SMALL_GROUP);
        long several = Math.max(1, Math.min(group / size, words / words(rows, columns)));
        return new WinogradBlock(rows, columns, (int) Math.min(several, channels), group);
    }

    /** {@return the least size of as many equal parts as are needed if each has at most a given size} */
    private static int even(int length, int most) {
        int parts = (length + most - 1) / most;
        return (length + parts - 1) / parts;
    }

    /** The words of a channel, in rows with room for four columns more. */
    private static long words(int rows, int columns) {
        return (4L * rows + 2) * 4 * (columns + 1);
    }

    /** {@return the words of local memory that a group needs; enough for a sum of each item, too} */
    int words() {
        return Math.toIntExact(Math.max(channels * words(rows, columns), (long) SUM_WORDS * group));
    }

    /** {@return the same tiles for groups of another size, whose items add up what they find} */
    WinogradBlock summing(int items) {
        return new WinogradBlock(rows, columns, channels, items);
    }

    /** {@return the groups for an image's tiles of one channel} */
    long across(WinogradTiles tiles) {
        return (long) ((tiles.rows() + rows - 1) / rows) * ((tiles.columns() + columns - 1) / columns);
    }
}
