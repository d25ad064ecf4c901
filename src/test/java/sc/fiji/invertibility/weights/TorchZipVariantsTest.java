package sc.fiji.invertibility.weights;

/** Precisions, strided views, parameters, nested checkpoints, newer pickles. */
class TorchZipVariantsTest extends WeightFormatContract {

    TorchZipVariantsTest() {
        super("pytorch", "features.0", "features.2", "classifier.0");
    }
}
