package sc.fiji.invertibility.compute.opencl.processor;

import java.util.stream.IntStream;

/**
 * What the work-items of a reduction give: their sums first, then one word each of whatever else there is.
 *
 * @param words those of all reductions
 * @param from the first of this one
 * @param items how many work-items
 * @param sums how many sums each gives
 * @param exact whether the sums are of double precision, two words each
 */
record PartialSums(int[] words, int from, int items, int sums, boolean exact) {

    double sum(int index) {
        double sum = 0;
        for (int i = index * items; i < (index + 1) * items; i++)
            sum += exact
                    ? Double.longBitsToDouble((long) words[from + 2 * i + 1] << 32 | words[from + 2 * i] & 0xffffffffL)
                    : Float.intBitsToFloat(words[from + i]);
        return sum;
    }

    double largest(int index) {
        return others(index).mapToDouble(Float::intBitsToFloat).max().orElse(0);
    }

    long count(int index) {
        return others(index).asLongStream().sum();
    }

    private IntStream others(int index) {
        int first = from + items * ((exact ? 2 : 1) * sums + index);
        return IntStream.range(first, first + items).map(i -> words[i]);
    }
}
