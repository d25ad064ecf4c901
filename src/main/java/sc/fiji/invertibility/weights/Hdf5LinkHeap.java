package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.List;

/** Links that are too many for a group's header. */
final class Hdf5LinkHeap {

    private Hdf5LinkHeap() {}

    static List<ByteSource> links(ByteSource bytes, long heap, long index) throws IOException {
        throw new WeightsException("has an HDF5 group in a form that is not read (more than 8 links in creation order);"
                + " copy it with h5py's default settings");
    }
}
