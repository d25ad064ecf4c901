package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All arrays of numbers in an HDF5 file, named by their paths, and why whatever else has a name is none. */
final class Hdf5Tree {

    private static final int MAX_DEPTH = 16;

    /** Optimizer states have the shapes of filters, but are none. */
    private static final Set<String> STATES = Set.of("optimizer_weights", "optimizer");

    private final Hdf5File file;
    private final Map<Long, String> names = new HashMap<>();
    private final List<StoredTensor> tensors = new ArrayList<>();
    private final Map<String, String> others = new LinkedHashMap<>();

    private Hdf5Tree(Hdf5File file) {
        this.file = file;
    }

    static Hdf5Tree of(Hdf5File file) throws IOException {
        Hdf5Tree tree = new Hdf5Tree(file);
        tree.names.put(file.rootAddress(), "the whole file");
        tree.add(file.object(file.rootAddress()), "", 0);
        return tree;
    }

    /** The arrays in the order of their groups. */
    List<StoredTensor> tensors() {
        return tensors;
    }

    /** Why the other names stand for no array, as half a sentence each. */
    Map<String, String> others() {
        return others;
    }

    private void add(Hdf5Object group, String path, int depth) throws IOException {
        if (depth > MAX_DEPTH) throw new WeightsException("has HDF5 groups nested deeper than " + MAX_DEPTH);
        for (Map.Entry<String, Long> link : group.links().addresses().entrySet())
            if (!STATES.contains(link.getKey())) member(name(path, link.getKey()), link.getValue(), depth);
        for (Map.Entry<String, String> link : group.links().others().entrySet())
            others.put(name(path, link.getKey()), link.getValue());
    }

    private void member(String name, long address, int depth) throws IOException {
        // A group may be linked into itself, so each object is visited once.
        String first = names.putIfAbsent(address, name);
        if (first != null) {
            others.put(name, "it is another name of " + first);
            return;
        }
        Hdf5Object object = file.object(address);
        if (object.isType()) {
            others.put(name, "it is a type, not an array");
        } else if (!object.isDataset()) {
            add(object, name + "/", depth + 1);
        } else if (object.isDescribedElsewhere()) {
            others.put(name, Hdf5Object.ELSEWHERE);
        } else {
            Hdf5Dataset dataset = Hdf5Dataset.of(file, object);
            if (dataset.isNumbers()) tensors.add(dataset.tensor(name));
            else others.put(name, "its elements are no numbers");
        }
    }

    private String name(String path, String last) throws WeightsException {
        file.bytes().budget().make(path.length() + last.length());
        return path + last;
    }
}
