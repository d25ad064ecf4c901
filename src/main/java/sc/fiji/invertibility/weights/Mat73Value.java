package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of a MAT-file of version 7.3: a struct is a group, a cell array is a dataset of references, and a text is a
 * dataset of 16-bit characters; axes are reversed, since HDF5 is row-major.
 */
record Mat73Value(Hdf5File file, Hdf5Object object) implements MatValue {

    private static final int MAX_TEXT = 1_000;

    /** A variable of a file, or a field of a struct; null where there is none of that name. */
    static Mat73Value member(Hdf5File file, Hdf5Object group, String name) throws IOException {
        Long address = group.links().addresses().get(name);
        return address == null ? null : new Mat73Value(file, file.object(address));
    }

    @Override
    public MatValue field(String name) throws IOException {
        return object.isDataset() ? null : member(file, object, name);
    }

    @Override
    public List<MatValue> cells() throws IOException {
        List<MatValue> cells = new ArrayList<>();
        if (!object.isDataset()) return cells;
        Hdf5Dataset dataset = Hdf5Dataset.of(file, object);
        if (!dataset.isReferences()) return cells;
        for (Hdf5Object cell : dataset.references()) cells.add(new Mat73Value(file, cell));
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
