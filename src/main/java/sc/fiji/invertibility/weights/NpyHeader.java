package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One NumPy array, versions 1 to 3: a signature, a Python dictionary in plain text, the numbers. */
final class NpyHeader {

    /** NumPy itself refuses longer headers unless it is told to trust the file. */
    private static final int MAX_HEADER = 10_000;

    private static final Pattern DESCR = Pattern.compile("'descr': *+'([^']{1,16})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order': *+(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape': *+\\(([0-9, L]*)\\)");

    private NpyHeader() {}

    static boolean isNpy(ByteSource file) throws IOException {
        return file.has(0, 0x93, 'N', 'U', 'M', 'P', 'Y');
    }

    static StoredTensor tensor(ByteSource file, String name) throws IOException {
        if (!isNpy(file)) throw new WeightsException("damaged: " + name + " is no NumPy array");
        int version = file.u8(6);
        if (version < 1 || version > 3)
            throw new WeightsException(name + " is of NumPy format version " + version + ", expected 1 to 3");
        int start = version == 1 ? 10 : 12;
        long length = version == 1 ? file.u16(8) : file.u32(8);
        if (length > MAX_HEADER)
            throw new WeightsException("damaged: " + name + " has a header of " + length + " bytes");
        String header = file.text(start, length, "the header of " + name);
        String descr = field(DESCR, header, name, "descr");
        boolean columnMajor = field(ORDER, header, name, "fortran_order").equals("True");
        TensorInfo info = new TensorInfo(name, shape(field(SHAPE, header, name, "shape"), name), descr);
        ElementType type = switch (descr.substring(1)) {
            case "f2" -> ElementType.F16;
            case "f4" -> ElementType.F32;
            case "f8" -> ElementType.F64;
            default -> null;
        };
        if (type == null || "<>=".indexOf(descr.charAt(0)) < 0) return StoredTensor.unreadable(info);
        boolean bigEndian = descr.charAt(0) == '>';
        return StoredTensor.of(
                info, StridedElements.dense(file, start + length, type, bigEndian, info.shape(), columnMajor));
    }

    private static String field(Pattern pattern, String header, String name, String field) throws WeightsException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) throw new WeightsException("damaged: the header of " + name + " lacks a plain " + field);
        String value = matcher.group(1);
        if (matcher.find()) throw new WeightsException("damaged: the header of " + name + " has two of " + field);
        return value;
    }

    private static List<Integer> shape(String tuple, String name) throws WeightsException {
        String[] parts = tuple.replace("L", "").replace(" ", "").split(",");
        boolean scalar = parts.length == 1 && parts[0].isEmpty();
        long[] extents = new long[scalar ? 0 : parts.length];
        for (int i = 0; i < extents.length; i++) {
            if (parts[i].isEmpty() || parts[i].length() > 18)
                throw new WeightsException("damaged: " + name + " has the shape (" + tuple + ")");
            extents[i] = Long.parseLong(parts[i]);
        }
        return StoredTensor.shape(name, extents);
    }
}
