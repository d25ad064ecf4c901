package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.StoredCode;

/**
 * A code without its zeros, in pieces: one bit per unit marks the non-zeros, for each of which a value and a switch of
 * one byte are stored.
 */
final class BitmaskCode implements StoredCode {

    /** The switch of a larger window does not fit into a byte. */
    private static final int LARGEST_WINDOW = 16;

    private final HeapMemory memory;
    private final Shape unpooledShape;
    private final Pooling pooling;
    private final Piece[] pieces;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder nonzeros = new LongAdder();

    private BitmaskCode(HeapMemory memory, HeapCode z) {
        this.memory = memory;
        this.unpooledShape = z.unpooledShape();
        this.pooling = z.pooling();
        this.pieces = new Piece[MapPieces.total(z.values())];
    }

    /** {@return whether codes of a pooling can be stored this way} */
    static boolean suits(Pooling pooling) {
        return pooling.window() <= LARGEST_WINDOW;
    }

    /**
     * Stores a code.
     *
     * @param least the smallest magnitude to be stored, ≥ 0
     */
    static BitmaskCode of(HeapMemory memory, MapPieces parts, HeapCode z, float least) {
        BitmaskCode stored = new BitmaskCode(memory, z);
        int leastBits = Math.max(1, Float.floatToRawIntBits(least));
        try {
            parts.forEach(z.values(), (channel, from, to) -> {
                Piece piece = Piece.of(z.values().plane(channel), z.switches().plane(channel), from, to, leastBits);
                memory.reserve(piece.bytes());
                stored.bytes.add(piece.bytes());
                stored.nonzeros.add(piece.values.length);
                stored.pieces[MapPieces.index(z.values(), channel, from)] = piece;
            });
            return stored;
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** Returns a stored code that belongs to this engine and is still open. */
    static BitmaskCode of(HeapMemory memory, StoredCode code) {
        memory.requireOpen();
        if (!(code instanceof BitmaskCode own) || own.memory != memory)
            throw new IllegalArgumentException("a stored code belongs to the engine that stored it");
        return own;
    }

    /**
     * Fills a code.
     *
     * @param least units of a smaller magnitude become zero
     */
    void restore(MapPieces parts, float least, HeapCode z) {
        int leastBits = Math.max(1, Float.floatToRawIntBits(least));
        parts.forEach(
                z.values(),
                (channel, from, to) -> pieces[MapPieces.index(z.values(), channel, from)].restore(
                        z.values().plane(channel), z.switches().plane(channel), from, to, leastBits));
    }

    Shape unpooledShape() {
        return unpooledShape;
    }

    Pooling pooling() {
        return pooling;
    }

    @Override
    public long bytes() {
        return bytes.sum();
    }

    @Override
    public long nonzeros() {
        return nonzeros.sum();
    }

    @Override
    public void close() {
        memory.release(bytes.sumThenReset());
        Arrays.fill(pieces, null);
    }

    /**
     * Neighbouring units of one channel.
     *
     * @param masks one bit per unit
     */
    private record Piece(long[] masks, float[] values, byte[] switches) {

        static Piece of(float[] units, float[] positions, int from, int to, int least) {
            long[] masks = new long[(to - from + Long.SIZE - 1) / Long.SIZE];
            int count = 0;
            for (int word = 0; word < masks.length; word++) {
                int first = from + word * Long.SIZE, end = Math.min(to, first + Long.SIZE);
                long set = 0;
                for (int i = first; i < end; i++) set |= isStored(units[i], least) << i - first;
                masks[word] = set;
                count += Long.bitCount(set);
            }
            float[] values = new float[count];
            byte[] switches = new byte[count];
            for (int word = 0, next = 0; word < masks.length; word++)
                for (long set = masks[word]; set != 0; set &= set - 1, next++) {
                    int unit = from + word * Long.SIZE + Long.numberOfTrailingZeros(set);
                    values[next] = units[unit];
                    switches[next] = (byte) (int) positions[unit];
                }
            return new Piece(masks, values, switches);
        }

        /** 1, or 0 for a smaller magnitude: the bits of magnitudes order like the magnitudes. */
        private static long isStored(float value, int least) {
            return least - 1 - (Float.floatToRawIntBits(value) & Integer.MAX_VALUE) >>> 31;
        }

        void restore(float[] units, float[] positions, int from, int to, int least) {
            Arrays.fill(units, from, to, 0);
            Arrays.fill(positions, from, to, 0);
            for (int word = 0, next = 0; word < masks.length; word++)
                for (long set = masks[word]; set != 0; set &= set - 1, next++) {
                    int unit = from + word * Long.SIZE + Long.numberOfTrailingZeros(set);
                    units[unit] = isStored(values[next], least) == 0 ? 0 : values[next];
                    positions[unit] = switches[next] & 0xff;
                }
        }

        long bytes() {
            return (long) masks.length * Long.BYTES + (long) values.length * (Float.BYTES + 1);
        }
    }
}
