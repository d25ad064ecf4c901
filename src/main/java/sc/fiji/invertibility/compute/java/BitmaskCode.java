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

    /** Words of a piece and the number of its non-zeros precede what is read of it. */
    private static final int HEADER = 2;

    private final HeapMemory memory;
    private final Shape unpooledShape;
    private final Pooling pooling;
    private final BitmaskPiece[] pieces;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder nonzeros = new LongAdder();

    private BitmaskCode(HeapMemory memory, Shape unpooledShape, Pooling pooling, int pieces) {
        this.memory = memory;
        this.unpooledShape = unpooledShape;
        this.pooling = pooling;
        this.pieces = new BitmaskPiece[pieces];
    }

    /**
     * Stores a code.
     *
     * @param least the smallest magnitude to be stored, ≥ 0
     */
    static BitmaskCode of(HeapMemory memory, MapPieces parts, HeapCode z, float least) {
        BitmaskCode stored = new BitmaskCode(memory, z.unpooledShape(), z.pooling(), MapPieces.total(z.values()));
        int leastBits = Math.max(1, Float.floatToRawIntBits(least));
        try {
            parts.forEach(z.values(), (channel, from, to) -> {
                BitmaskPiece piece =
                        BitmaskPiece.of(z.values().plane(channel), z.switches().plane(channel), from, to, leastBits);
                stored.add(MapPieces.index(z.values(), channel, from), piece);
            });
            return stored;
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /** Brings back a code that was read. */
    static BitmaskCode load(HeapMemory memory, int[] words, Shape unpooledShape, Pooling pooling) {
        BitmaskCode stored = new BitmaskCode(memory, unpooledShape, pooling, words[0]);
        try {
            for (int i = 0, at = 1; i < stored.pieces.length; i++) {
                int count = words[at + 1], first = at + HEADER;
                at = first + words[at];
                stored.add(i, new BitmaskPiece(Arrays.copyOfRange(words, first, at), count));
            }
            return stored;
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    private void add(int index, BitmaskPiece piece) {
        memory.reserve(piece.bytes());
        bytes.add(piece.bytes());
        nonzeros.add(piece.count());
        pieces[index] = piece;
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
    public int words() {
        return Math.toIntExact(1 + HEADER * pieces.length + bytes() / Integer.BYTES);
    }

    @Override
    public void read(int[] target) {
        target[0] = pieces.length;
        int at = 1;
        for (BitmaskPiece piece : pieces) {
            int length = piece.words().length;
            target[at] = length;
            target[at + 1] = piece.count();
            System.arraycopy(piece.words(), 0, target, at + HEADER, length);
            at += HEADER + length;
        }
    }

    @Override
    public void close() {
        memory.release(bytes.sumThenReset());
        Arrays.fill(pieces, null);
    }
}
