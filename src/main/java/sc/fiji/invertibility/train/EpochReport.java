package sc.fiji.invertibility.train;

/**
 * What an epoch came to.
 *
 * @param epoch which, from 1 on
 * @param steps steps since the beginning of the training
 * @param seconds since the beginning of the training, those before it was resumed included
 * @param training the mean over the epoch's batches, while parameters changed
 * @param validation after the epoch; of no examples if there are none for validation
 */
public record EpochReport(
        int epoch, long steps, double seconds, Objective.Score training, Objective.Score validation) {}
