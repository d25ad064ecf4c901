package sc.fiji.invertibility.weights;

/** Precisions, byte orders, column-major, compressed, header versions. */
class NumpyVariantsTest extends WeightFormatContract {

    NumpyVariantsTest() {
        super("numpy", "conv1_1", "conv1_2", "fc6");
    }
}
