package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of a MAT-file of version 7.3: a struct is a group, a cell array is a dataset of references, and a text is a
 * dataset of 16-bit characters; axes are reversed, since HDF5 is row-major.
 */
final class Mat73Value implements MatValue {

    private static final int MAX_CELLS = 10_000;
    private static final int MAX_TEXT = 1_000;

    private final Hdf5File file;
    private final Hdf5Object object;

    private Mat73Value(Hdf5File file, Hdf5Object object) {
        this.file = file;
        this.object = object;
    }

    /** Null if there is no object. */
    static Mat73Value of(Hdf5File file, Hdf5Object object) {
        return object == null ? null : new Mat73Value(file, object);
    }

    @Override
    public MatValue field(String name) throws IOException {
        return object.isDataset() ? null : of(file, object.child(name));
    }

    @Override
    public List<MatValue> cells() throws IOException {
        List<MatValue> cells = new ArrayList<>();
        if (!object.isDataset()) return cells;
        Hdf5Dataset dataset = Hdf5Dataset.of(file, object);
        if (!dataset.isReferences()) return cells;
        for (Hdf5Object cell : dataset.references(MAX_CELLS)) cells.add(of(file, cell));
        return cells;
    }

    @Override
    public String text() throws IOException {
        StoredTensor characters = tensor("text");
        if (characters == null || !characters.readable() || characters.info().elements() > MAX_TEXT) return "";
        StringBuilder text = new StringBuilder();
        for (float character : characters.read().data()) text.append((char) character);
        return text.toString();
    }

    @Override
    public StoredTensor tensor(String name) throws IOException {
        if (!object.isDataset()) return null;
        Hdf5Dataset dataset = Hdf5Dataset.of(file, object);
        return dataset.isNumbers() ? dataset.tensor(name).reversed() : null;
    }
}
