package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** BlobProto: data 5 or double_data 8, packed; shape 7 {dim 1}, or num, channels, height, width as 1 to 4. */
final class CaffeBlob {

    private static final int MAX_AXES = 32;

    private CaffeBlob() {}

    /** {@code matrix} drops the two leading axes of length 1 that old files give to matrices. */
    static StoredTensor tensor(ProtoMessage blob, String name, boolean matrix) throws IOException {
        long[] old = {1, 1, 1, 1};
        List<Long> dims = null;
        ByteSource data = null;
        ElementType type = null;
        while (blob.next()) {
            if (blob.is(7)) {
                dims = new ArrayList<>();
                ProtoMessage shape = blob.message();
                while (shape.next()) if (shape.field() == 1) shape.addNumbers(dims, MAX_AXES);
            } else if (blob.field() <= 4 && blob.isNumber(blob.field())) {
                old[blob.field() - 1] = blob.number();
            } else if (blob.is(5) || blob.is(8)) {
                if (data != null) throw new WeightsException("blob " + name + " has its data in pieces");
                data = blob.content();
                type = blob.field() == 5 ? ElementType.F32 : ElementType.F64;
            }
        }
        if (data == null) throw new WeightsException("blob " + name + " has no packed data or double_data");
        long[] extents =
                dims == null ? old : dims.stream().mapToLong(Long::longValue).toArray();
        if (matrix && extents.length == 4 && extents[0] == 1 && extents[1] == 1)
            extents = new long[] {extents[2], extents[3]};
        TensorInfo info =
                new TensorInfo(name, StoredTensor.shape(name, extents), type == ElementType.F32 ? "float" : "double");
        if (data.length() != info.elements() * type.bytes())
            throw new WeightsException("blob " + name + " has " + data.length() / type.bytes() + " numbers; its shape "
                    + info.shape() + " needs " + info.elements());
        return StoredTensor.of(info, StridedElements.rowMajor(data, 0, type, info.shape()));
    }
}
