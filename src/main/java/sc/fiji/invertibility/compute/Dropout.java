package sc.fiji.invertibility.compute;

/**
 * Which values are dropped: a hash of the seed and the position decides, so that every engine and any number of threads
 * drop the same ones.
 *
 * @param seed mixed from the user's
 * @param limit hashes from here on, unsigned, are kept
 */
public record Dropout(int seed, int limit) {

    /**
     * Checks the rate.
     *
     * @param rate the probability that a value is dropped, [0, 1)
     * @param seed the seed
     * @return the choice
     */
    public static Dropout of(float rate, long seed) {
        if (!(rate >= 0 && rate < 1))
            throw new IllegalArgumentException("a dropout rate lies from 0 to below 1, not at " + rate);
        return new Dropout(mix((int) (seed ^ seed >>> 32) + 0x9e3779b9), (int) (long) (rate * 4294967296.0));
    }

    /**
     * Tells whether a value is kept.
     *
     * @param index its index in the map, row-major (channel, y, x), modulo 2³²
     * @return whether
     */
    public boolean keeps(int index) {
        return Integer.compareUnsigned(mix(index ^ seed), limit) >= 0;
    }

    /** Wang's and Mueller's integer hash: each bit of the argument changes about half of the bits of the result. */
    private static int mix(int value) {
        int x = (value >>> 16 ^ value) * 0x45d9f3b;
        x = (x >>> 16 ^ x) * 0x45d9f3b;
        return x >>> 16 ^ x;
    }
}
