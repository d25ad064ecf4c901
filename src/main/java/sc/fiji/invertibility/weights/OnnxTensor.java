package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * TensorProto: dims 1, data_type 2, float_data 4, name 8, raw_data 9, double_data 10, external_data 13,
 * data_location 14.
 */
final class OnnxTensor {

    private static final int MAX_AXES = 32;
    private static final List<String> TYPES = List.of(
            "undefined",
            "float",
            "uint8",
            "int8",
            "uint16",
            "int16",
            "int32",
            "int64",
            "string",
            "bool",
            "float16",
            "double",
            "uint32",
            "uint64",
            "complex64",
            "complex128",
            "bfloat16");

    private OnnxTensor() {}

    static StoredTensor of(ProtoMessage fields) throws IOException {
        List<Long> dims = new ArrayList<>();
        String name = "";
        long dataType = 0;
        ByteSource raw = null;
        ByteSource typed = null;
        boolean external = false;
        while (fields.next()) {
            switch (fields.field()) {
                case 1 -> fields.addNumbers(dims, MAX_AXES);
                case 2 -> dataType = fields.isNumber(2) ? fields.number() : 0;
                case 4, 10 -> typed = fields.is(fields.field()) ? fields.content() : null;
                case 8 -> name = fields.is(8) ? fields.text() : "";
                case 9 -> raw = fields.is(9) ? fields.content() : null;
                case 13 -> external = true;
                case 14 -> external |= fields.isNumber(14) && fields.number() == 1;
                default -> {}
            }
        }
        if (external)
            throw new WeightsException("keeps tensor " + name + " as ONNX external data, which is not read;"
                    + " save the model in one file (onnx.save without external data) or convert it to safetensors");
        String dtype = dataType > 0 && dataType < TYPES.size() ? TYPES.get((int) dataType) : "type " + dataType;
        long[] extents = dims.stream().mapToLong(Long::longValue).toArray();
        TensorInfo info = new TensorInfo(name, StoredTensor.shape(name, extents), dtype);
        ElementType type = switch ((int) dataType) {
            case 1 -> ElementType.F32;
            case 10 -> ElementType.F16;
            case 11 -> ElementType.F64;
            case 16 -> ElementType.BF16;
            default -> null;
        };
        if (type == null) return StoredTensor.unreadable(info);
        ByteSource data = raw != null ? raw : typed;
        long bytes = info.elements() * type.bytes();
        if (data == null ? bytes > 0 : data.length() != bytes)
            throw new WeightsException("tensor " + name + " of shape " + info.shape() + " has "
                    + (data == null ? 0 : data.length()) + " bytes of raw_data or float_data, expected " + bytes);
        if (data == null) return StoredTensor.unreadable(info);
        return StoredTensor.of(info, StridedElements.rowMajor(data, 0, type, info.shape()));
    }
}
