package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads images group by group. While one group is worked on, a thread of its own reads the next one, so that two groups
 * are in memory. Images that cannot be used are left out and listed.
 */
final class ImageReader implements AutoCloseable {

    /** Images that were read, with their numbers in the source. */
    record Group(List<Integer> images, List<float[]> values) {}

    private final ImageSource source;
    private final List<Integer> chosen;
    private final int together;
    private final Map<String, String> skipped;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread reader = new Thread(task, "image reader");
        reader.setDaemon(true);
        return reader;
    });
    private int next;
    private Future<Read> coming;

    private record Read(Group group, Map<String, String> unusable) {}

    /**
     * A reader.
     *
     * @param skipped receives names and reasons
     */
    ImageReader(ImageSource source, List<Integer> chosen, int together, Map<String, String> skipped) {
        this.source = source;
        this.chosen = chosen;
        this.together = together;
        this.skipped = skipped;
        ask();
    }

    private void ask() {
        List<Integer> group = chosen.subList(next, Math.min(chosen.size(), next + together));
        next += group.size();
        coming = group.isEmpty() ? null : thread.submit(() -> read(group));
    }

    private Read read(List<Integer> group) {
        Group usable = new Group(new ArrayList<>(), new ArrayList<>());
        Map<String, String> unusable = new LinkedHashMap<>();
        for (int image : group) {
            try {
                usable.values().add(source.values(image));
                usable.images().add(image);
            } catch (IOException e) {
                unusable.put(source.name(image), String.valueOf(e.getMessage()));
            }
        }
        return new Read(usable, unusable);
    }

    /** How many images were asked for so far. */
    int asked() {
        return next;
    }

    /** The next group, possibly without images if all of its files are unusable; null after the last one. */
    Group next() {
        if (coming == null) return null;
        try {
            Read read = coming.get();
            skipped.putAll(read.unusable());
            ask();
            return read.group();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException runtime) throw runtime;
            if (e.getCause() instanceof Error error) throw error;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped by the user");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
