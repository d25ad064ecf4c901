package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.HostWords;
import sc.fiji.invertibility.compute.opencl.device.StagedRead;

/**
 * Maps on their way back. Another thread copies large ones to the heap when they come, unless they are asked for before;
 * small ones are copied when they are asked for, which takes less time than waking a thread.
 */
final class StagedDownload implements Pending<List<Img<FloatType>>> {

    private static final long IDLE_SECONDS = 2;

    /** Values that are copied in about the time that a thread takes to wake up. */
    private static final long SMALL = 1 << 17;

    /** As many threads as there are maps on their way, which pinned memory limits. */
    private static final ExecutorService COPIERS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "images from the device");
                thread.setDaemon(true);
                return thread;
            });

    private final StagedRead read;
    private final FutureTask<List<Img<FloatType>>> copying;

    /**
     * @param read brings their values; is closed
     * @param shape the size of each
     * @param count how many
     * @param step values from one to the next
     */
    StagedDownload(StagedRead read, Shape shape, int count, long step) {
        this.read = read;
        this.copying = new FutureTask<>(() -> copied(read, shape, count, step));
        if (count * shape.size() > SMALL) COPIERS.execute(copying);
    }

    private static List<Img<FloatType>> copied(StagedRead read, Shape shape, int count, long step) {
        try (read) {
            List<float[]> arrays = IntStream.range(0, count)
                    .mapToObj(i -> new float[Math.toIntExact(shape.size())])
                    .toList();
            read.take(HostWords.of(arrays, Math.max(step, shape.size())));
            return arrays.stream()
                    .<Img<FloatType>>map(
                            values -> ArrayImgs.floats(values, shape.width(), shape.height(), shape.channels()))
                    .toList();
        }
    }

    @Override
    public List<Img<FloatType>> get() {
        // Does nothing where another thread has begun.
        copying.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return copying.get();
                } catch (InterruptedException e) {
                    // The device does not stop either: the caller learns of it in a moment.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Waits for the device, which may still write to memory that others would be given. */
    @Override
    public void close() {
        copying.cancel(false);
        read.close();
    }
}
