package sc.fiji.invertibility.train;

import java.util.SplittableRandom;

/**
 * The examples of a source in mini-batches, in an order that depends on the seed and the epoch.
 *
 * @param source the examples
 * @param size examples of a batch, ≥ 1; the last batch of an epoch has what is left
 * @param seed of the order, and of flips and crops
 * @param shuffled false for the order of the source, which validation needs
 * @param skipped receives what could not be read
 */
public record ExampleBatches(ExampleSource source, int size, long seed, boolean shuffled, SkippedExamples skipped) {

    private static final long EPOCHS = 0x9e3779b97f4a7c15L, EXAMPLES = 0xbf58476d1ce4e5b9L;

    /**
     * Checks the sizes.
     *
     * @param source the examples
     * @param size examples of a batch, ≥ 1
     * @param seed of the order, and of flips and crops
     * @param shuffled false for the order of the source
     * @param skipped receives what could not be read
     */
    public ExampleBatches {
        if (source.size() < 1) throw new IllegalArgumentException("there is no example to learn from");
        if (size < 1) throw new IllegalArgumentException("a batch has at least one example, not " + size);
    }

    /** {@return how many batches an epoch has, if nothing is skipped} */
    public int batches() {
        return (source.size() - 1) / size + 1;
    }

    /**
     * Begins an epoch: a thread of its own starts to read.
     *
     * @param epoch which, from 1 on
     * @return its batches, to be closed
     */
    public BatchStream open(int epoch) {
        return BatchStream.start(this, epoch);
    }

    /** The order of an epoch, by Fisher and Yates. */
    int[] order(int epoch) {
        int[] order = new int[source.size()];
        for (int i = 0; i < order.length; i++) order[i] = i;
        if (!shuffled) return order;
        SplittableRandom random = new SplittableRandom(seed ^ epoch * EPOCHS);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return order;
    }

    /** What decides on an example's flips and crops in an epoch. */
    SplittableRandom random(int epoch, int index) {
        return new SplittableRandom(Long.rotateLeft(seed ^ epoch * EPOCHS, 17) ^ (index + 1L) * EXAMPLES);
    }
}
