package sc.fiji.invertibility.weights;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;

/**
 * The limits on what reading one file may cost. Parts of a small file can refer to one another so that it takes all
 * memory, or minutes, although each part keeps its own limits; therefore each file has one budget, which all of its
 * {@link ByteSource}s charge. It covers one pass: the listing, and every tensor once.
 *
 * <ul>
 *   <li>Bytes that are read or unpacked: at most 4 times the file, 16 times where it is compressed. The same
 *       holds, counted apart, for the bytes of the numbers and names that are handed out.
 *   <li>Objects that are kept: at most one for each 8 bytes of the file.
 *   <li>Time of the processor, so that a slow disk or a busy machine does not count: 2 s, and 0.2 s a
 *       megabyte.
 * </ul>
 *
 * <p>Very small files may have a little more of each.
 */
final class ReadingBudget {

    private static final int TIMES = 4;
    private static final int TIMES_COMPRESSED = 16;
    private static final long FEW_BYTES = 1 << 18;
    private static final int BYTES_AN_OBJECT = 8;
    private static final long FEW_OBJECTS = 1_000;
    private static final long NANOS = 2_000_000_000L;
    private static final long NANOS_A_BYTE = 200;

    /**
     * The number of charges, or of kilobytes, between two readings of the clock, each of which takes about a
     * microsecond.
     */
    private static final int UNTIMED = 4_096;

    private final long length;
    private final LongSupplier clock;
    private long most;
    private long read;
    private long made;
    private long objects;
    private long nanos;
    private long resumed;
    private long untimed;
    private Runnable release = () -> {};

    private ReadingBudget(long length, LongSupplier clock) {
        this.length = length;
        this.clock = clock;
        this.most = FEW_BYTES + TIMES * length;
    }

    /** The budget of a file with a number of bytes. */
    static ReadingBudget of(long length) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean ofThreads = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        return of(length, ofThreads ? threads::getCurrentThreadCpuTime : System::nanoTime);
    }

    /** The same with a clock, in nanoseconds, of which only differences are used. */
    static ReadingBudget of(long length, LongSupplier clock) {
        ReadingBudget budget = new ReadingBudget(length, clock);
        budget.resume();
        return budget;
    }

    /** The number of bytes that may be read from the file or unpacked. */
    long most() {
        return most;
    }

    /** Charges bytes that are read from the file, or unpacked. */
    void read(long bytes) throws WeightsException {
        read += bytes;
        if (read > most) throw exceeded("reading it takes more than " + most + " bytes");
        tick(bytes);
    }

    /** Charges the bytes of numbers or names that are about to be allocated. */
    void make(long bytes) throws WeightsException {
        made += bytes;
        if (made > most) throw exceeded("its numbers and names take more than " + most + " bytes");
        tick(bytes);
    }

    /** Charges an object that is kept. */
    void object() throws WeightsException {
        if (++objects > FEW_OBJECTS + length / BYTES_AN_OBJECT)
            throw exceeded("it has more than " + (objects - 1) + " parts");
        tick(0);
    }

    /** Allows for compression, as soon as any part of the file is found to be compressed. */
    void compressed() {
        most = FEW_BYTES + TIMES_COMPRESSED * length;
    }

    /**
     * Allows one source of the file to unpack; only one at a time may hold memory for that. {@code release} frees its
     * memory when another source takes over.
     */
    void unpacking(Runnable release) {
        this.release.run();
        this.release = release;
    }

    /** Releases the memory that unpacking still holds. */
    void release() {
        release.run();
        release = () -> {};
    }

    /** Begins another pass over the file, because a tensor is requested again. Objects that are kept stay charged. */
    void again() {
        read = 0;
        made = 0;
        nanos = 0;
    }

    /** Starts the clock for the current thread. */
    void resume() {
        resumed = clock.getAsLong();
    }

    /** Stops the clock until the next call. */
    void pause() {
        nanos += clock.getAsLong() - resumed;
    }

    private void tick(long bytes) throws WeightsException {
        untimed += 1 + (bytes >>> 10);
        if (untimed < UNTIMED) return;
        untimed = 0;
        if (nanos + clock.getAsLong() - resumed > NANOS + NANOS_A_BYTE * length)
            throw exceeded("reading it takes more than " + (NANOS + NANOS_A_BYTE * length) / 1_000_000 + " ms");
    }

    private WeightsException exceeded(String what) {
        return new WeightsException("damaged, or made to do harm: for a file of " + length + " bytes, " + what
                + ", which no file of weights needs");
    }
}
