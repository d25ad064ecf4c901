package sc.fiji.invertibility.invert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import sc.fiji.invertibility.compute.StoredCode;

/**
 * Tiles of a code one after the other in a temporary file, which is deleted when this is closed or the process ends.
 */
final class TileFile implements AutoCloseable {

    /** Words that are written or read at a time. */
    private static final int PART = 1 << 18;

    private final FileChannel channel;
    private final long[] starts;
    private final int[] words;
    private final ByteBuffer bytes =
            ByteBuffer.allocateDirect(PART * Integer.BYTES).order(ByteOrder.nativeOrder());
    private int[] scratch = {};
    private long end;

    private TileFile(int tiles, Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        starts = new long[tiles];
        words = new int[tiles];
    }

    /** Creates an empty file for a number of tiles. */
    static TileFile create(int tiles) {
        try {
            return new TileFile(tiles, Files.createTempFile("cnn-invertibility-code", ".tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the code in a temporary file: " + e.getMessage(), e);
        }
    }

    /** Writes a tile; once only. */
    void put(int tile, StoredCode code) {
        starts[tile] = end;
        words[tile] = code.words();
        code.read(scratch(tile));
        for (int from = 0; from < words[tile]; ) {
            int some = Math.min(words[tile] - from, PART);
            bytes.asIntBuffer().put(scratch, from, some);
            bytes.limit(some * Integer.BYTES);
            try {
                while (bytes.hasRemaining()) end += channel.write(bytes, end);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the code's temporary file: " + e.getMessage(), e);
            }
            bytes.clear();
            from += some;
        }
    }

    /** Reads what was written of a tile, which is valid until this is used again. */
    int[] get(int tile) {
        scratch(tile);
        for (int from = 0; from < words[tile]; ) {
            int some = Math.min(words[tile] - from, PART);
            bytes.limit(some * Integer.BYTES);
            long start = starts[tile] + (long) from * Integer.BYTES;
            try {
                while (bytes.hasRemaining())
                    if (channel.read(bytes, start + bytes.position()) < 0)
                        throw new IOException("it is shorter than what was written");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the code's temporary file: " + e.getMessage(), e);
            }
            bytes.clear().asIntBuffer().get(scratch, from, some);
            from += some;
        }
        return scratch;
    }

    private int[] scratch(int tile) {
        if (scratch.length < words[tile]) scratch = new int[words[tile]];
        return scratch;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the code's temporary file: " + e.getMessage(), e);
        }
    }
}
