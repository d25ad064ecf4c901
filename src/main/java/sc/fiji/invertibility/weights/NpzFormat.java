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
        List<String> others = new ArrayList<>();
        for (String entry : zip.names()) {
            if (!entry.endsWith(ENDING)) {
                others.add(entry);
                continue;
            }
            String name = entry.substring(0, entry.length() - ENDING.length());
            tensors.add(NpyHeader.tensor(zip.open(entry), name));
        }
        FileContents contents = NumpyFormat.contents(NaturalOrder.undoAlphabet(tensors));
        for (String other : others) contents.skip(other, "its name does not end in " + ENDING);
        return contents;
    }
}
