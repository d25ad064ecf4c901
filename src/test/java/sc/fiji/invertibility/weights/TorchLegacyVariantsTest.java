package sc.fiji.invertibility.weights;

/** The same in the layout of five pickles. */
class TorchLegacyVariantsTest extends WeightFormatContract {

    TorchLegacyVariantsTest() {
        super("pytorch_old", "features.0", "features.2", "classifier.0");
    }
}
