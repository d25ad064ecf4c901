package sc.fiji.invertibility.measure;

import java.util.SplittableRandom;

/** Chooses some of many numbers, every choice being as likely as any other. */
final class RandomSubset {

    private RandomSubset() {}

    /**
     * Chooses numbers, in time that grows with their count and a sixty-fourth of all.
     *
     * @param count how many, 0 … all
     * @param all they are chosen from 0 … all − 1
     * @return the numbers in ascending order
     */
    static int[] of(int count, int all, SplittableRandom random) {
        // Of the chosen and the others, the fewer are looked for, so that most tries meet a new number.
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
