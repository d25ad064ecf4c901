package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file, read at positions through one window of 64 KiB. Not mapped: a mapping cannot be let go on demand,
 * and keeps Windows users from replacing the file.
 */
final class FileSource extends ByteSource implements AutoCloseable {

    private static final int WINDOW = 1 << 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final FileChannel channel;
    private final long length;
    /** Eight bytes longer than its content, so that a word can be read at the very end. */
    private final byte[] window;

    private long windowStart;
    private int windowLength;

    private FileSource(FileChannel channel) throws IOException {
        this.channel = channel;
        this.length = channel.size();
        this.window = new byte[(int) Math.min(WINDOW, length) + Long.BYTES];
    }

    static FileSource open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new FileSource(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    long length() {
        return length;
    }

    @Override
    long word(long position, int count) throws IOException {
        long offset = position - windowStart;
        if (offset < 0 || offset + count > windowLength) {
            windowLength = 0;
            int wanted = (int) Math.min(window.length - Long.BYTES, length - position);
            copy(position, window, 0, wanted);
            windowStart = position;
            windowLength = wanted;
            offset = 0;
        }
        return (long) LONG.get(window, (int) offset) & (-1L >>> (64 - 8 * count));
    }

    @Override
    void copy(long position, byte[] target, int offset, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, count);
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, position + buffer.position() - offset);
            if (read < 0) throw new WeightsException("became shorter while it was read");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
