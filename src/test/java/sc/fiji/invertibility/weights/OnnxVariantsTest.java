package sc.fiji.invertibility.weights;

/** Raw and typed data, four precisions, with and without nodes. */
class OnnxVariantsTest extends WeightFormatContract {

    OnnxVariantsTest() {
        super("onnx", "vgg0_conv0", "vgg0_conv1", "vgg0_dense0");
    }
}
