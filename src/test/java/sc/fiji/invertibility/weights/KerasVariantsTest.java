package sc.fiji.invertibility.weights;

/** Both namings, contiguous, in chunks, packed, shuffled; precisions. */
class KerasVariantsTest extends WeightFormatContract {

    KerasVariantsTest() {
        super("keras", "block1_conv1", "block1_conv2", "fc1");
    }
}
