package sc.fiji.invertibility.weights;

import java.io.IOException;

/** Formats that are recognised but not read, each with one that it can be converted to. */
final class UnsupportedFormats {

    private UnsupportedFormats() {}

    /**
     * Accepts anything that is not in one of these formats.
     *
     * @throws WeightsException that names the format, and what to convert it to
     */
    static void refuse(ByteSource file) throws IOException {
        String name = name(file);
        if (name != null) throw new WeightsException("is " + name);
    }

    /**
     * The same for formats without a signature, once no other format was found.
     *
     * @throws WeightsException that names the format, and what to convert it to
     */
    static void refuseLookalikes(ByteSource file) throws IOException {
        if (file.has(0, 0x08, 0x01, 0x12))
            throw new WeightsException("is a TensorFlow SavedModel, which is not read; convert it to ONNX");
        if (file.has(257, "ustar"))
            throw new WeightsException("is a tar archive, as PyTorch before 0.1.10 wrote, which is not read;"
                    + " unpack it, or save it again as PyTorch .pth");
        if (file.has(0, 0x80) && file.u8(file.length() - 1) == '.')
            throw new WeightsException("is a plain Python pickle, which is not read; convert it to NumPy .npz");
    }

    /** Why an archive is not read. */
    static WeightsException refused(ZipDirectory zip) {
        return zip.has("model.weights.h5")
                ? new WeightsException("is a Keras 3 .keras archive, which is not read; save_weights() as Keras .h5,"
                        + " or unpack it and open its model.weights.h5")
                : new WeightsException("is a zip archive without weights of a known kind, expected PyTorch or NumPy");
    }

    private static String name(ByteSource file) throws IOException {
        boolean torch7 = file.has(0, 4, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 'V', ' ')
                || file.has(0, 3, 0, 0, 0, 1, 0, 0, 0)
                || file.has(0, "4\n1\n3\nV 1\n");
        if (torch7) return "a Torch7 file, which is not read; convert it to PyTorch .pth";
        boolean checkpoint = file.has(file.length() - 8, 0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb)
                || file.has(0, "model_checkpoint_path:");
        if (checkpoint) return "part of a TensorFlow checkpoint, which is not read; convert it to Keras .h5";
        if (file.has(4, "TFL3")) return "a TensorFlow Lite model, which is not read; convert it to ONNX";
        if (file.has(0, "GGUF")) return "a GGUF file, often quantised, which is not read; convert it to safetensors";
        if (file.has(0, "Salted__")) return "encrypted, which is not read; decrypt it, for example to safetensors";
        if (file.has(0, 0x1f, 0x8b)) return "compressed with gzip; unpack it, for example to .caffemodel";
        if (file.has(0, "version https://git-lfs")) return "a Git LFS pointer, not the file itself; fetch that";
        return text(file);
    }

    private static String text(ByteSource file) throws IOException {
        long head = Math.min(file.length(), 512);
        String start = file.text(0, head, "the start").stripLeading();
        if (start.startsWith("{") && start.contains("\""))
            return "a JSON file, as TensorFlow.js models have, which is not read; convert it to Keras .h5";
        if (start.startsWith("<")) return "a web page or XML, not weights; the download may have failed";
        return null;
    }
}
