package sc.fiji.invertibility.weights;

/** Versions 5, 7 and 7.3, new and old style. */
class MatConvNetVariantsTest extends WeightFormatContract {

    MatConvNetVariantsTest() {
        super("matconvnet", "conv1_1", "conv1_2", "fc6");
    }
}
