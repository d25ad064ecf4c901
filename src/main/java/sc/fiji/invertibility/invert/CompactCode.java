package sc.fiji.invertibility.invert;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;

/**
 * A code as bytes, in pieces that several threads process, preceded by the number of kept units of each piece: one bit
 * per unit tells whether it is kept, followed by each kept unit's value (4 bytes) and switch (1 byte, or 4 for blocks
 * of more than 256 positions). Kept units are found by scanning for set bits; testing every unit would mean an
 * unpredictable branch for each.
 */
record CompactCode(float[] values, int[] switches, int switchBytes, byte[] bytes, int[] starts) {

    /** Units per piece. */
    private static final int PIECE = 1 << 16;

    private static final int MOST_SMALL = 16;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** An upper bound on the bytes of a code with a number of units and of kept units. */
    static long bytes(long units, long kept, Pooling pooling) {
        int unit = Float.BYTES + switchBytes(pooling);
        return (units + Byte.SIZE - 1) / Byte.SIZE
                + kept * unit
                + (units + PIECE - 1) / PIECE * (Integer.BYTES + Long.BYTES);
    }

    /** Encodes a code, leaving out units below a magnitude. */
    static ByteBuffer encode(HostCode code, float least) {
        float[] values = code.values();
        int pieces = pieces(values.length), leastBits = Math.max(1, Float.floatToRawIntBits(least));
        int[] kept = new int[pieces];
        inPieces(pieces, piece -> kept[piece] = kept(values, leastBits, piece * PIECE, end(piece, values.length)));
        int[] starts = starts(values.length, kept, switchBytes(code.pooling()));
        byte[] bytes = new byte[starts[pieces]];
        for (int piece = 0; piece < pieces; piece++) INT.set(bytes, piece * Integer.BYTES, kept[piece]);
        CompactCode compact = new CompactCode(values, code.switches(), switchBytes(code.pooling()), bytes, starts);
        inPieces(pieces, piece -> compact.encode(piece, kept[piece], leastBits));
        return ByteBuffer.wrap(bytes);
    }

    /** Decodes a code, leaving out units below a magnitude. */
    static HostCode decode(ByteBuffer encoded, Shape unpooled, Pooling pooling, float least) {
        byte[] bytes = encoded.array();
        int units = Math.toIntExact(pooling.pooledShape(unpooled).size()), pieces = pieces(units);
        int[] kept = new int[pieces];
        for (int piece = 0; piece < pieces; piece++) kept[piece] = (int) INT.get(bytes, piece * Integer.BYTES);
        CompactCode compact = new CompactCode(
                new float[units],
                new int[units],
                switchBytes(pooling),
                bytes,
                starts(units, kept, switchBytes(pooling)));
        inPieces(pieces, piece -> compact.decode(piece, kept[piece], least));
        return new HostCode(compact.values, compact.switches, unpooled, pooling);
    }

    private void encode(int piece, int kept, int least) {
        int from = piece * PIECE, to = end(piece, values.length), mask = starts[piece];
        int value = mask + maskBytes(to - from), position = value + kept * Float.BYTES;
        for (int first = from; first < to; first += Long.SIZE, mask += Long.BYTES) {
            long set = 0;
            for (int unit = first; unit < Math.min(to, first + Long.SIZE); unit++)
                set |= (long) isKept(Float.floatToRawIntBits(values[unit]), least) << unit - first;
            LONG.set(bytes, mask, set);
            for (; set != 0; set &= set - 1, value += Float.BYTES, position += switchBytes) {
                int unit = first + Long.numberOfTrailingZeros(set);
                INT.set(bytes, value, Float.floatToRawIntBits(values[unit]));
                if (switchBytes == 1) bytes[position] = (byte) switches[unit];
                else INT.set(bytes, position, switches[unit]);
            }
        }
    }

    /** Units that are not kept are already zero. */
    private void decode(int piece, int kept, float least) {
        int from = piece * PIECE, to = end(piece, values.length), mask = starts[piece];
        int value = mask + maskBytes(to - from), position = value + kept * Float.BYTES;
        for (int first = from; first < to; first += Long.SIZE, mask += Long.BYTES) {
            long set = (long) LONG.get(bytes, mask);
            for (; set != 0; set &= set - 1, value += Float.BYTES, position += switchBytes) {
                int unit = first + Long.numberOfTrailingZeros(set);
                float stored = Float.intBitsToFloat((int) INT.get(bytes, value));
                values[unit] = Math.abs(stored) >= least ? stored : 0;
                switches[unit] = switchBytes == 1 ? bytes[position] & 0xff : (int) INT.get(bytes, position);
            }
        }
    }

    /** Where each piece begins, and where the last one ends. */
    private static int[] starts(int units, int[] kept, int switchBytes) {
        int[] starts = new int[kept.length + 1];
        starts[0] = kept.length * Integer.BYTES;
        for (int piece = 0; piece < kept.length; piece++)
            starts[piece + 1] = Math.addExact(
                    starts[piece] + maskBytes(end(piece, units) - piece * PIECE),
                    kept[piece] * (Float.BYTES + switchBytes));
        return starts;
    }

    private static int kept(float[] values, int least, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) count += isKept(Float.floatToRawIntBits(values[i]), least);
        return count;
    }

    /** 1, or 0 for smaller magnitudes: the bits of magnitudes order like the magnitudes. */
    private static int isKept(int bits, int least) {
        return least - 1 - (bits & Integer.MAX_VALUE) >>> 31;
    }

    private static void inPieces(int pieces, IntConsumer piece) {
        IntStream.range(0, pieces).parallel().forEach(piece);
    }

    private static int pieces(int units) {
        return (units + PIECE - 1) / PIECE;
    }

    private static int end(int piece, int units) {
        return piece * PIECE + Math.min(PIECE, units - piece * PIECE);
    }

    /** The bytes of the bits, in whole words. */
    private static int maskBytes(int units) {
        return (units + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
    }

    private static int switchBytes(Pooling pooling) {
        return pooling.window() <= MOST_SMALL ? 1 : Integer.BYTES;
    }
}
