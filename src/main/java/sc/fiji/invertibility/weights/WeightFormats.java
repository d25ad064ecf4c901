package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.List;

/** The formats that are read, in the order in which they are tried: those with a signature come first. */
final class WeightFormats {

    private static final List<WeightFormat> ALL = List.of(
            new SafetensorsFormat(),
            new NumpyFormat(),
            new TorchZipFormat(),
            new TorchLegacyFormat(),
            new MatConvNetFormat(),
            new KerasFormat(),
            new OnnxFormat(),
            new CaffeFormat());

    private WeightFormats() {}

    /**
     * The format of a file.
     *
     * @throws WeightsException if it is none of those that are read
     */
    static WeightFormat of(ByteSource file) throws IOException {
        if (file.length() == 0) throw new WeightsException("is empty, expected a file of network weights");
        ForeignFormats.refuse(file);
        for (WeightFormat format : ALL) if (format.recognises(file)) return format;
        ForeignFormats.refuseLookalikes(file);
        throw new WeightsException("is of no known format, expected safetensors, Caffe .caffemodel, MatConvNet .mat,"
                + " Keras .h5, PyTorch .pth, ONNX or NumPy .npz");
    }
}
