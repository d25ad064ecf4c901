package sc.fiji.invertibility.classify;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The random numbers of a soft-max's training, epoch by epoch: the order of the images, then a seed for each step. */
final class EpochDraws {

    private final SplittableRandom random;
    private final int images;
    private final int batch;

    EpochDraws(int images, SoftmaxSettings settings) {
        this.random = new SplittableRandom(settings.seed());
        this.images = images;
        this.batch = settings.batch(images);
    }

    /** Begins an epoch: the images' numbers in the order of their use. */
    int[] order() {
        int[] order = IntStream.range(0, images).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1), other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return order;
    }

    /** The seed of the epoch's next step. */
    long step() {
        return random.nextLong();
    }

    /** Draws all numbers of an epoch, which was trained before: those that follow are as in an uninterrupted run. */
    void skip() {
        order();
        for (int from = 0; from < images; from += batch) step();
    }
}
