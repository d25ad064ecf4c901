package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;

/**
 * A file, read at positions through one window of 64 KiB. Not mapped: a mapping cannot be let go on demand,
 * and keeps Windows users from replacing the file.
 */
final class FileSource extends ByteSource implements AutoCloseable {

    private static final int WINDOW = 1 << 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final FileChannel channel;
    private final long length;
    private final ReadingBudget budget;
    /** Eight bytes longer than its content, so that a whole word can be read at its end. */
    private final byte[] window;

    private long windowStart;
    private int windowLength;

    private FileSource(FileChannel channel) throws IOException {
        this.channel = channel;
        this.length = channel.size();
        this.budget = ReadingBudget.of(length);
        this.window = new byte[(int) Math.min(WINDOW, length) + Long.BYTES];
    }

    static FileSource open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new FileSource(channel);
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
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
    ReadingBudget budget() {
        return budget;
    }

    @Override
    long word(long position, int count) throws IOException {
        budget.read(count);
        long offset = position - windowStart;
        if (offset < 0 || offset + count > windowLength) {
            windowLength = 0;
            int wanted = (int) Math.min(window.length - Long.BYTES, length - position);
            fill(position, window, 0, wanted);
            windowStart = position;
            windowLength = wanted;
            offset = 0;
        }
        return (long) LONG.get(window, (int) offset) & (-1L >>> (64 - 8 * count));
    }

    @Override
    void copy(long position, byte[] target, int offset, int count) throws IOException {
        budget.read(count);
        fill(position, target, offset, count);
    }

    private void fill(long position, byte[] target, int offset, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, count);
        while (buffer.hasRemaining()) {
            int read = read(buffer, position + buffer.position() - offset);
            if (read < 0) throw new WeightsException("became shorter while it was read");
        }
    }

    private int read(ByteBuffer buffer, long position) throws IOException {
        try {
            return channel.read(buffer, position);
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        }
    }

    /** The channel has closed itself, and the thread stays interrupted, so that callers stop, too. */
    private static CancellationException interrupted(ClosedByInterruptException cause) {
        return (CancellationException) new CancellationException("interrupted").initCause(cause);
    }

    @Override
    public void close() throws IOException {
        budget.release();
        channel.close();
    }
}
