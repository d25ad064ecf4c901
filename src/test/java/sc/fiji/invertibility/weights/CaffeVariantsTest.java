package sc.fiji.invertibility.weights;

/** New and V1 layers, float and double. */
class CaffeVariantsTest extends WeightFormatContract {

    CaffeVariantsTest() {
        super("caffe", "conv1_1", "conv1_2", "fc6");
    }
}
