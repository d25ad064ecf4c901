package sc.fiji.invertibility.classify;

/**
 * How far training has come after an epoch.
 *
 * @param epoch its number, from 1
 * @param loss the mean cross-entropy of the training images during the epoch
 * @param training how many training images were classified correctly during the epoch, with dropout
 * @param validation how many validation images are at its end; of none if there are none
 */
public record ClassifierEpoch(int epoch, double loss, Accuracy training, Accuracy validation) {}
