package sc.fiji.invertibility.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;

/** The batches of one epoch, read ahead by a thread, of which only a few are in memory at a time. */
public final class BatchStream implements AutoCloseable {

    /** Batches that wait to be taken. */
    private static final int AHEAD = 2;

    /** Between two looks at a reader that is to end. */
    private static final int MILLISECONDS = 5;

    /** What the reading thread passes on: a batch, the end (an empty one), or why there is no more. */
    private record Item(List<Example> batch, Throwable failure) {}

    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(AHEAD);
    private final ExampleBatches batches;
    private final int epoch;
    private final Thread reader;
    private boolean ended;
    private volatile boolean closed;

    private BatchStream(ExampleBatches batches, int epoch) {
        this.batches = batches;
        this.epoch = epoch;
        this.reader = new Thread(this::read, "cnn-invertibility-reader");
        reader.setDaemon(true);
    }

    static BatchStream start(ExampleBatches batches, int epoch) {
        BatchStream stream = new BatchStream(batches, epoch);
        stream.reader.start();
        return stream;
    }

    /**
     * Waits for the next batch.
     *
     * @return its examples; none after the last batch
     * @throws CancellationException if this thread is interrupted
     */
    public List<Example> next() {
        if (ended) return List.of();
        try {
            Item item = queue.take();
            ended = item.batch().isEmpty();
            if (item.failure() instanceof RuntimeException e) throw e;
            if (item.failure() instanceof Error e) throw e;
            return item.batch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped by the user");
        }
    }

    private void read() {
        try {
            try {
                List<Example> batch = new ArrayList<>();
                for (int index : batches.order(epoch)) {
                    if (closed) return;
                    read(index, batch);
                    if (batch.size() < batches.size()) continue;
                    queue.put(new Item(List.copyOf(batch), null));
                    batch.clear();
                }
                if (!batch.isEmpty()) queue.put(new Item(List.copyOf(batch), null));
                queue.put(new Item(List.of(), null));
            } catch (RuntimeException | Error e) {
                queue.put(new Item(List.of(), e));
            }
        } catch (InterruptedException closed) {
            // Nobody waits for more.
        }
    }

    private void read(int index, List<Example> batch) {
        if (batches.skipped().contains(index)) return;
        try {
            batch.add(batches.source().read(index, batches.random(epoch, index)));
        } catch (IOException e) {
            if (!closed) batches.skipped().add(index, e.getMessage());
        }
    }

    @Override
    public void close() {
        ended = true;
        closed = true;
        try {
            // Not interrupted: what reads an image may take that for a damaged file, or forget it.
            while (reader.isAlive()) {
                queue.clear();
                reader.join(MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
