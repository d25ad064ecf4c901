package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.List;

/** The supported formats, and how the format of a file is found. */
final class WeightFormats {

    private static final List<WeightFormat> WITH_SIGNATURE = List.of(
            new SafetensorsFormat(),
            new NumpyFormat(),
            new TorchZipFormat(),
            new TorchLegacyFormat(),
            new MatConvNetFormat(),
            new KerasFormat());

    /** Protobuf formats can only be recognised by their fields, so the others are tried first. */
    private static final List<WeightFormat> WITHOUT_SIGNATURE = List.of(new OnnxFormat(), new CaffeFormat());

    private WeightFormats() {}

    /**
     * The format of a file.
     *
     * @throws WeightsException if it is in none of the supported formats
     */
    static WeightFormat of(ByteSource file) throws IOException {
        if (file.length() == 0) throw new WeightsException("is empty, expected a file of network weights");
        for (WeightFormat format : WITH_SIGNATURE) if (format.recognises(file)) return format;
        UnsupportedFormats.refuse(file);
        for (WeightFormat format : WITHOUT_SIGNATURE) if (format.recognises(file)) return format;
        UnsupportedFormats.refuseLookalikes(file);
        throw new WeightsException("is of no known format, expected safetensors, Caffe .caffemodel, MatConvNet .mat,"
                + " Keras .h5, PyTorch .pth, ONNX or NumPy .npz");
    }
}
