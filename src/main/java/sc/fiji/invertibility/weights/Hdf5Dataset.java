package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An HDF5 dataset: shape, element type, and where its numbers are. */
record Hdf5Dataset(Hdf5File file, Hdf5Object object, ByteSource datatype, long[] extents) {

    private static final int FIXED_POINT = 0;
    private static final int FLOATING_POINT = 1;
    private static final int REFERENCE = 7;
    private static final int MAX_RANK = 32;

    static Hdf5Dataset of(Hdf5File file, Hdf5Object object) throws IOException {
        ByteSource datatype = needed(object, Hdf5Object.DATATYPE, "type");
        return new Hdf5Dataset(file, object, datatype, extents(needed(object, Hdf5Object.DATASPACE, "shape")));
    }

    private static ByteSource needed(Hdf5Object object, int type, String what) throws IOException {
        ByteSource message = object.message(type);
        if (message == null) throw new WeightsException("damaged: an HDF5 dataset has no " + what);
        return message;
    }

    private static long[] extents(ByteSource space) throws IOException {
        int rank = space.u8(1);
        if (rank > MAX_RANK) throw new WeightsException("damaged: an HDF5 dataset has " + rank + " axes");
        int start = space.u8(0) == 1 ? 8 : 4;
        long[] extents = new long[rank];
        for (int i = 0; i < rank; i++) extents[i] = space.i64(start + 8L * i);
        return extents;
    }

    boolean isReferences() throws IOException {
        return (datatype.u8(0) & 15) == REFERENCE;
    }

    boolean isNumbers() throws IOException {
        int kind = datatype.u8(0) & 15;
        return kind == FIXED_POINT || kind == FLOATING_POINT;
    }

    /** The axes in the file's order, slowest first. */
    List<Integer> shape(String name) throws WeightsException {
        return StoredTensor.shape(name, extents);
    }

    /** The tensor, its numbers still in the file. */
    StoredTensor tensor(String name) throws IOException {
        List<Integer> shape = shape(name);
        ElementType type = type();
        TensorInfo info = new TensorInfo(name, shape, dtype(type));
        if (type == null) return StoredTensor.unreadable(info);
        try {
            return StoredTensor.of(info, elements(type, shape));
        } catch (WeightsException e) {
            throw e.in("dataset " + name);
        }
    }

    private ElementType type() throws IOException {
        int kind = datatype.u8(0) & 15;
        int size = datatype.i32(4);
        if (kind == FLOATING_POINT) {
            // In IEEE types, exponent and mantissa lie where the size prescribes; bfloat16 has 8 bits of exponent.
            int exponent = datatype.u8(13);
            if (size == 2) return exponent == 5 ? ElementType.F16 : exponent == 8 ? ElementType.BF16 : null;
            return size == 4 && exponent == 8 ? ElementType.F32 : size == 8 && exponent == 11 ? ElementType.F64 : null;
        }
        boolean signed = (datatype.u8(1) & 8) != 0;
        if (kind != FIXED_POINT) return null;
        return switch (size) {
            case 1 -> signed ? ElementType.I8 : ElementType.U8;
            case 2 -> signed ? ElementType.I16 : ElementType.U16;
            case 4 -> signed ? ElementType.I32 : ElementType.U32;
            default -> null;
        };
    }

    private String dtype(ElementType type) throws IOException {
        return type == null ? "HDF5 type " + (datatype.u8(0) & 15) + " of " + datatype.i32(4) + " bytes" : type.name();
    }

    private TensorElements elements(ElementType type, List<Integer> shape) throws IOException {
        boolean bigEndian = (datatype.u8(1) & 1) != 0;
        ByteSource layout = needed(object, Hdf5Object.LAYOUT, "layout");
        int version = layout.u8(0);
        if (version < 3 || version > 4)
            throw new WeightsException("has an HDF5 layout of version " + version + ", expected 3 or 4");
        int kind = layout.u8(1);
        if (kind == 2)
            return Hdf5Chunks.of(file.bytes(), layout, object.message(Hdf5Object.FILTERS), type, bigEndian, shape);
        return StridedElements.dense(plain(layout, kind), 0, type, bigEndian, shape, false);
    }

    /** The bytes of a compact or contiguous dataset. */
    private ByteSource plain(ByteSource layout, int kind) throws IOException {
        if (kind == 0) return layout.slice(4, layout.u16(2), "a compact dataset");
        if (kind != 1) throw new WeightsException("has an HDF5 dataset of layout class " + kind + ", expected 0 to 2");
        long address = layout.i64(2);
        if (address == Hdf5File.UNDEFINED) throw new WeightsException("damaged: nothing was ever written to it");
        return file.bytes().slice(address, layout.i64(10), "a contiguous dataset");
    }

    /** The objects that a dataset of references points to. */
    List<Hdf5Object> references() throws IOException {
        TensorInfo info = new TensorInfo("", shape("of cells"), "");
        ByteSource layout = needed(object, Hdf5Object.LAYOUT, "layout");
        if (layout.u8(0) != 3) throw new WeightsException("has cells in an unknown layout");
        ByteSource addresses = plain(layout, layout.u8(1));
        List<Hdf5Object> objects = new ArrayList<>();
        for (long i = 0; i < info.elements(); i++) {
            file.bytes().budget().object();
            objects.add(file.object(addresses.i64(8 * i)));
        }
        return objects;
    }
}
