package sc.fiji.invertibility.invert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps the tiles of a code between iterations, on the heap or in a temporary file. */
interface CodeStore extends AutoCloseable {

    void put(int tile, ByteBuffer code);

    ByteBuffer get(int tile);

    @Override
    void close();

    static CodeStore onHeap(int tiles) {
        ByteBuffer[] codes = new ByteBuffer[tiles];
        return new CodeStore() {
            @Override
            public void put(int tile, ByteBuffer code) {
                codes[tile] = code;
            }

            @Override
            public ByteBuffer get(int tile) {
                return codes[tile].duplicate();
            }

            @Override
            public void close() {
                java.util.Arrays.fill(codes, null);
            }
        };
    }

    /** The file vanishes when the store is closed, or the process ends. */
    static CodeStore inFile(int tiles) {
        try {
            return new FileStore(tiles, Files.createTempFile("cnn-invertibility-code", ".tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the code in a temporary file: " + e.getMessage(), e);
        }
    }

    /** Tiles one after the other in a file. */
    final class FileStore implements CodeStore {

        private final FileChannel channel;
        private final long[] starts;
        private final int[] lengths;
        private long end;

        private FileStore(int tiles, Path file) throws IOException {
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            starts = new long[tiles];
            lengths = new int[tiles];
        }

        @Override
        public void put(int tile, ByteBuffer code) {
            starts[tile] = end;
            lengths[tile] = code.remaining();
            try {
                while (code.hasRemaining()) end += channel.write(code, end);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the code's temporary file: " + e.getMessage(), e);
            }
        }

        @Override
        public ByteBuffer get(int tile) {
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
}
