package sc.fiji.invertibility.compute.opencl.processor;

import java.util.stream.IntStream;

/**
 * The results of the work-items of a reduction: first their sums, then one word each of any other kind.
 *
 * @param words the results of all reductions
 * @param from the first word of this one
 * @param items the number of work-items
 * @param sums the number of sums of each
 * @param exact whether the sums are in double precision, two words each
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
