package sc.fiji.invertibility.invert;

import java.nio.ByteBuffer;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;

/**
 * A code as bytes: one bit a unit tells whether it is kept, then each kept unit's value (4 bytes) and
 * switch (1 byte, 4 for blocks of more than 256 places).
 */
final class CompactCode {

    private CompactCode() {}

    /** An upper bound for the bytes of a code of so many units, so many of them kept. */
    static long bytes(long units, long kept, Pooling pooling) {
        return (units + 7) / 8 + kept * (Float.BYTES + switchBytes(pooling));
    }

    static ByteBuffer encode(Code code) {
        float[] values = code.values();
        int kept = 0;
        for (float value : values) if (value != 0) kept++;
        int bitmap = (values.length + 7) / 8;
        boolean small = switchBytes(code.pooling()) == 1;
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(bytes(values.length, kept, code.pooling())));
        bytes.position(bitmap);
        for (int unit = 0; unit < values.length; unit++) {
            if (values[unit] == 0) continue;
            bytes.put(unit >> 3, (byte) (bytes.get(unit >> 3) | 1 << (unit & 7)));
            bytes.putFloat(values[unit]);
            if (small) bytes.put((byte) code.switches()[unit]);
            else bytes.putInt(code.switches()[unit]);
        }
        return bytes.flip();
    }

    static Code decode(ByteBuffer bytes, Shape unpooled, Pooling pooling) {
        int units = Math.toIntExact(pooling.pooledShape(unpooled).size());
        float[] values = new float[units];
        int[] switches = new int[units];
        boolean small = switchBytes(pooling) == 1;
        bytes.position((units + 7) / 8);
        for (int unit = 0; unit < units; unit++) {
            if ((bytes.get(unit >> 3) >> (unit & 7) & 1) == 0) continue;
            values[unit] = bytes.getFloat();
            switches[unit] = small ? bytes.get() & 0xff : bytes.getInt();
        }
        return new Code(values, switches, unpooled, pooling);
    }

    private static int switchBytes(Pooling pooling) {
        return pooling.window() <= 16 ? 1 : Integer.BYTES;
    }
}
