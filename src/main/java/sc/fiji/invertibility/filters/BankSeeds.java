package sc.fiji.invertibility.filters;

import java.util.SplittableRandom;

/**
 * The seeds of an experiment's random banks. They are hashes of the experiment's own seed, so that experiments with
 * neighbouring seeds share no bank.
 */
public final class BankSeeds {

    /** An odd number without a pattern, which keeps the states of the generators far apart. */
    private static final long APART = 0x9E3779B97F4A7C15L;

    private BankSeeds() {}

    /**
     * The seed of one bank.
     *
     * @param seed the seed of the experiment
     * @param bank the index of the bank, from 0
     * @return the same number on every computer
     */
    public static long of(long seed, int bank) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + bank * APART).nextLong();
    }

    /**
     * The seed of an experiment's part that has a name, such as a layer, so that layers of one shape have banks of
     * their own, or such as what is drawn in place of a code's values.
     *
     * @param seed the seed of the experiment
     * @param part the name of the part
     * @return a seed, for {@link #of(long, int)} or a generator
     */
    public static long of(long seed, String part) {
        return of(seed, part.hashCode());
    }
}
