package sc.fiji.invertibility.measure;

import java.util.SplittableRandom;

/** Chooses some of many numbers at random; all choices are equally likely. */
final class RandomSubset {

    private RandomSubset() {}

    /**
     * Chooses numbers, in time proportional to their count and to a sixty-fourth of the total.
     *
     * @param count how many to choose, 0 … all
     * @param all the numbers are chosen from 0 … all − 1
     * @return the numbers in ascending order
     */
    static int[] of(int count, int all, SplittableRandom random) {
        // Draws whichever are fewer, the chosen ones or the others, so that most draws hit a new number.
        boolean fewer = count <= all / 2;
        long[] marked = marked(fewer ? count : all - count, all, random);
        int[] chosen = new int[count];
        int found = 0;
        for (int word = 0; found < count; word++)
            for (long bits = fewer ? marked[word] : ~marked[word]; bits != 0 && found < count; bits &= bits - 1)
                chosen[found++] = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        return chosen;
    }

    private static long[] marked(int count, int all, SplittableRandom random) {
        long[] marked = new long[(all + Long.SIZE - 1) / Long.SIZE];
        for (int missing = count; missing > 0; ) {
            int number = random.nextInt(all);
            long before = marked[number / Long.SIZE], after = before | 1L << number;
            marked[number / Long.SIZE] = after;
            missing -= before == after ? 0 : 1;
        }
        return marked;
    }
}
