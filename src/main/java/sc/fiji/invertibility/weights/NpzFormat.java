package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * NumPy's {@code .npz}: a zip of {@linkplain NumpyFormat arrays}, each named by its entry.
 *
 * @param zip the file's directory
 */
record NpzFormat(ZipDirectory zip) implements WeightFormat {

    private static final String ENDING = ".npy";

    @Override
    public String name() {
        return NumpyFormat.NAME;
    }

    @Override
    public boolean recognises(ByteSource file) {
        return zip.names().stream().anyMatch(name -> name.endsWith(ENDING));
    }

    @Override
    public FileContents contents(ByteSource file) throws IOException {
        List<StoredTensor> tensors = new ArrayList<>();
        for (String entry : zip.names()) {
            if (!entry.endsWith(ENDING)) continue;
            String name = entry.substring(0, entry.length() - ENDING.length());
            tensors.add(NpyHeader.tensor(zip.open(entry), name));
        }
        return NumpyFormat.contents(NaturalOrder.undoAlphabet(tensors));
    }
}
