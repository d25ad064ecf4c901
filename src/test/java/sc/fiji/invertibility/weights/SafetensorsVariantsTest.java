package sc.fiji.invertibility.weights;

/** F32, F64, F16, BF16. */
class SafetensorsVariantsTest extends WeightFormatContract {

    SafetensorsVariantsTest() {
        super("safetensors", "features.0", "features.2", "classifier.0");
    }
}
