package sc.fiji.invertibility.invert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Tiles of a code one after the other in a temporary file, which is deleted when this is closed or the process ends.
 */
final class TileFile implements AutoCloseable {

    private final FileChannel channel;
    private final long[] starts;
    private final int[] lengths;
    private long end;

    private TileFile(int tiles, Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        starts = new long[tiles];
        lengths = new int[tiles];
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
    void put(int tile, ByteBuffer code) {
        starts[tile] = end;
        lengths[tile] = code.remaining();
        try {
            while (code.hasRemaining()) end += channel.write(code, end);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the code's temporary file: " + e.getMessage(), e);
        }
    }

    /** Reads a tile that was written before. */
    ByteBuffer get(int tile) {
        ByteBuffer code = ByteBuffer.allocate(lengths[tile]);
        try {
            while (code.hasRemaining())
                if (channel.read(code, starts[tile] + code.position()) < 0)
                    throw new IOException("it is shorter than what was written");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the code's temporary file: " + e.getMessage(), e);
        }
        return code.flip();
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
