package sc.fiji.invertibility.sparse;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import sc.fiji.invertibility.compute.Shape;

/**
 * Which positions of a code may be non-zero together: at most some in each block of a filter's map. One is the model
 * ℳₖ; two are sums of two such codes, ℳₖ² (section 2.3).
 *
 * @param codes the size of a code, K×n×n
 * @param block side of a block, ≥ 1; if it is at least the larger side of a map, each filter is one block
 * @param most the largest number of non-zeros in a block, ≥ 1
 */
public record BlockLimit(Shape codes, int block, int most) {

    /**
     * Creates a limit.
     *
     * @param codes the size of a code, K×n×n
     * @param block side of a block, ≥ 1
     * @param most the largest number of non-zeros in a block, ≥ 1
     */
    public BlockLimit {
        if (block < 1) throw new IllegalArgumentException("the pooling block must be at least 1 wide, not " + block);
        if (most < 1) throw new IllegalArgumentException("a block has at least one non-zero, not " + most);
    }

    /** {@return the largest number of non-zeros that a code can have} */
    public long largest() {
        long down = (codes.height() + block - 1) / block, across = (codes.width() + block - 1) / block, all = 0;
        for (int y = 0; y < down; y++)
            for (int x = 0; x < across; x++)
                all += Math.min(
                        most, Math.min(block, codes.height() - y * block) * Math.min(block, codes.width() - x * block));
        return all * codes.channels();
    }

    /** The block of a position. */
    private int blockOf(int position) {
        int column = position % codes.width(), row = position / codes.width() % codes.height();
        int down = (codes.height() + block - 1) / block, across = (codes.width() + block - 1) / block;
        int filter = (int) (position / codes.pixels());
        return (filter * down + row / block) * across + column / block;
    }

    /**
     * Extends a support by the positions of the largest magnitudes that its blocks still have room for. Ties go to the
     * first position.
     *
     * @param magnitudes a map of the codes' size; signs do not matter
     * @param support the positions so far, within the limit
     * @param count how many positions to add at most
     * @return both, in ascending order; fewer if the blocks are full or all other values are zero
     */
    public int[] extended(float[] magnitudes, int[] support, int count) {
        Map<Integer, Integer> used = new HashMap<>();
        boolean[] taken = new boolean[magnitudes.length];
        for (int position : support) {
            used.merge(blockOf(position), 1, Integer::sum);
            taken[position] = true;
        }
        int[] order = new int[magnitudes.length];
        int candidates = 0;
        for (int i = 0; i < order.length; i++) if (!taken[i] && magnitudes[i] != 0) order[candidates++] = i;
        int[] result = Arrays.copyOf(support, support.length + Math.min(count, candidates));
        int size = support.length;
        for (long key : descending(magnitudes, order, candidates)) {
            if (size == result.length) break;
            int position = (int) key;
            if (used.merge(blockOf(position), 1, Integer::sum) <= most) result[size++] = position;
        }
        result = Arrays.copyOf(result, size);
        Arrays.sort(result);
        return result;
    }

    /**
     * The best support: 𝕄 for one non-zero a block.
     *
     * @param magnitudes a map of the codes' size
     * @param k the number of positions
     * @return the positions in ascending order, at most k
     */
    public int[] best(float[] magnitudes, int k) {
        return extended(magnitudes, new int[0], k);
    }

    /** The candidates sorted by magnitude, the position in the lower half of each number. */
    private static long[] descending(float[] magnitudes, int[] order, int count) {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++)
            keys[i] = (long) ~Float.floatToIntBits(Math.abs(magnitudes[order[i]])) << Integer.SIZE | order[i];
        Arrays.sort(keys);
        return keys;
    }
}
