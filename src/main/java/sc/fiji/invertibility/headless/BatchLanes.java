package sc.fiji.invertibility.headless;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Works on the images of a batch. While a lane computes one, the next is read and the last ones are written, if they
 * are small; half of the processors may write, as a graphics card computes faster than one of them. Several lanes
 * compute at the same time as long as their images together are small, too: so each has as much of the device's memory
 * as it would have alone, and the results are the same.
 */
final class BatchLanes implements AutoCloseable {

    /** As many values of images are computed with at the same time as one image of 2048×2048 has. */
    private static final int MOST_SAMPLES = 1 << 22;

    /** A file of more bytes is not read before it is needed. */
    private static final long MOST_BYTES_AHEAD = 1L << 25;

    private static final long SECONDS_TO_END = 10, MILLISECONDS_BETWEEN_CHECKS = 200;

    /** Makes an image ready to be worked on. */
    interface Source {
        BatchImage of(String name, Execution execution);
    }

    /** An image that waits for a lane. */
    record Waiting(String name, Path file) {}

    private record Coming(BatchImage image, FutureTask<Void> reading) {}

    private final Queue<Waiting> waiting;
    private final Source source;
    private final BlockingQueue<Future<BatchImage>> written = new LinkedBlockingQueue<>();
    private final Semaphore computing = new Semaphore(MOST_SAMPLES, true), writing = new Semaphore(MOST_SAMPLES, true);
    private final ExecutorService threads = Executors.newCachedThreadPool(BatchLanes::daemon);
    private final ExecutorService writers = Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2), BatchLanes::daemon);
    private final Set<BatchImage> begun = ConcurrentHashMap.newKeySet();
    private final List<Execution> own = new ArrayList<>();
    private final List<Future<?>> lanes = new ArrayList<>();

    private BatchLanes(List<Waiting> images, Source source) {
        this.waiting = new ConcurrentLinkedQueue<>(images);
        this.source = source;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "images of a batch");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins; {@code count} lanes, of which the first one runs {@code execution}, the others copies of it. */
    static BatchLanes begin(int count, List<Waiting> images, Execution execution, Source source) {
        BatchLanes lanes = new BatchLanes(images, source);
        for (int i = 0; i < Math.min(count, images.size()); i++) {
            if (i > 0) lanes.own.add(execution.another());
            Execution runs = i == 0 ? execution : lanes.own.get(i - 1);
            lanes.lanes.add(lanes.threads.submit(() -> {
                lanes.work(runs);
                return null;
            }));
        }
        return lanes;
    }

    /**
     * Waits for the next image that is done with.
     *
     * @param check is called every now and then, and ends the waiting by an exception
     */
    BatchImage next(Runnable check) {
        try {
            Future<BatchImage> image = null;
            while (image == null) {
                image = written.poll(MILLISECONDS_BETWEEN_CHECKS, TimeUnit.MILLISECONDS);
                check.run();
                for (Future<?> lane : lanes) if (image == null && lane.isDone()) lane.get();
            }
            while (true) {
                try {
                    return image.get(MILLISECONDS_BETWEEN_CHECKS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    check.run();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException(Stopped.SENTENCE);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private void work(Execution execution) throws InterruptedException, ExecutionException {
        for (Coming now = coming(execution); now != null; ) {
            await(now.reading());
            BatchImage image = now.image();
            now = coming(execution);
            compute(image);
            write(image);
        }
    }

    /** The next image, which is being read already if its file is small; null if none is left. */
    private Coming coming(Execution execution) {
        Waiting next = waiting.poll();
        if (next == null) return null;
        BatchImage image = source.of(next.name(), execution);
        begun.add(image);
        FutureTask<Void> reading = new FutureTask<>(image::read, null);
        if (next.file().toFile().length() <= MOST_BYTES_AHEAD) threads.execute(reading);
        return new Coming(image, reading);
    }

    /** What nobody has begun is done by who waits for it. */
    private static void await(FutureTask<?> task) throws InterruptedException, ExecutionException {
        task.run();
        task.get();
    }

    private void compute(BatchImage image) throws InterruptedException {
        int samples = samples(image);
        computing.acquire(samples);
        try {
            image.compute();
        } finally {
            computing.release(samples);
        }
    }

    private void write(BatchImage image) throws InterruptedException, ExecutionException {
        int samples = samples(image);
        writing.acquire(samples);
        FutureTask<BatchImage> task = new FutureTask<>(() -> {
            try {
                image.write();
                begun.remove(image);
                return image;
            } finally {
                writing.release(samples);
            }
        });
        written.add(task);
        if (samples < MOST_SAMPLES) writers.execute(task);
        else await(task);
    }

    private static int samples(BatchImage image) {
        return (int) Math.min(MOST_SAMPLES, image.samples());
    }

    /** Ends at once; what was not published leaves no trace. */
    @Override
    public void close() {
        threads.shutdownNow();
        writers.shutdownNow();
        try {
            threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
            writers.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
        // Some were read ahead, and nobody will write them.
        begun.forEach(BatchImage::close);
        own.forEach(Execution::close);
    }
}
