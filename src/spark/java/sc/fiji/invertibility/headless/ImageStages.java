package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import scala.Tuple2;

/**
 * Sends the images of a batch to the workers, a few stages ahead of what is done: neither the names nor the results of all
 * are ever in memory. An image that fails is tried once more elsewhere; where a whole task fails, each of its images is
 * tried alone, so that one that takes its process down is found.
 */
final class ImageStages {

    /** How many stages are under way, so that slots do not wait for the last image of one. */
    private static final int AHEAD = 2;

    private static final int TASKS_A_SLOT = 4;
    private static final int MOST_IMAGES_A_TASK = 64;

    /** How long a task should take, in milliseconds: much longer than it takes to send it. */
    private static final long TASK_MILLISECONDS = 1000;

    private static final int MOST_WAITING = 100_000;
    private static final int PATIENCE_SECONDS = 30;

    /** What has happened: an image is done with, or a stage has ended. */
    private record Event(List<Outcome> outcomes, Stage ended, Throwable failure) {}

    private final class Stage {

        private final Map<Long, ImageItem> open = new LinkedHashMap<>();
        private final boolean again, alone;

        Stage(boolean again, boolean alone) {
            this.again = again;
            this.alone = alone;
        }
    }

    private final Cluster cluster;
    private final ImageWork work;
    private final ImageListing images;
    private final OrderedRecord record;
    private final PrintStream out, err;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Set<String> executors = new HashSet<>();
    private final List<Outcome> failed = new ArrayList<>();
    private final List<ImageItem> suspects = new ArrayList<>();
    private final long start = System.nanoTime();
    private int running;
    private long sent, worked, workedMilliseconds;

    ImageStages(
            Cluster cluster,
            ImageWork work,
            ImageListing images,
            OrderedRecord record,
            PrintStream out,
            PrintStream err) {
        this.cluster = cluster;
        this.work = work;
        this.images = images;
        this.record = record;
        this.out = out;
        this.err = err;
    }

    /** Works on all images. */
    void run() throws BadInputException, IOException {
        try (ImageListing.Items items = images.items()) {
            boolean told = false;
            while (record.size() < images.size()) {
                while (running < AHEAD && items.hasNext() && suspects.isEmpty() && record.backlog() < MOST_WAITING)
                    sendNext(items);
                if (isTimeForFailed()) sendAgain();
                if (running == 0 && failed.isEmpty() && !suspects.isEmpty()) sendAlone();
                Event event = await();
                if (event == null) {
                    if (!told && record.size() == 0)
                        err.println("spark: no worker has taken a task for " + PATIENCE_SECONDS
                                + " s; has the cluster free cores, and as much memory as is asked for?");
                    told = true;
                    continue;
                }
                handle(event);
            }
        } catch (InterruptedException stopped) {
            throw new IOException(Stopped.SENTENCE, stopped);
        }
    }

    /** Those that failed go together, but the rows of the others must not wait for them too long. */
    private boolean isTimeForFailed() {
        return !failed.isEmpty()
                && (running == 0
                        || failed.size() >= TASKS_A_SLOT * cluster.slots()
                        || record.backlog() > MOST_IMAGES_A_TASK * TASKS_A_SLOT);
    }

    private Event await() throws InterruptedException, IOException {
        Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null && cluster.isStopped()) throw new IOException("spark: the connection to the master is lost");
        return event;
    }

    private void handle(Event event) throws BadInputException, IOException {
        for (Outcome outcome : event.outcomes()) {
            if (event.ended().open.remove(outcome.item().index()) == null) continue;
            executors.add(outcome.executor());
            if (outcome.milliseconds() > 0) {
                worked++;
                workedMilliseconds += outcome.milliseconds();
            }
            if (outcome.exit() != 0 && !event.ended().again && !isOnlyPlace(outcome.executor())) failed.add(outcome);
            else record(outcome);
        }
        if (event.failure() != null || event.outcomes().isEmpty()) ended(event);
    }

    /** In this process, or with a single worker, there is no elsewhere; a second try would only be the same. */
    private boolean isOnlyPlace(String executor) {
        return executor.endsWith("_driver");
    }

    private void ended(Event event) throws BadInputException, IOException {
        running--;
        if (event.failure() == null) return;
        Collection<ImageItem> open = event.ended().open.values();
        String reason = HadoopFiles.reason(event.failure());
        if (cluster.isStopped()) throw new IOException("spark: the connection to the master is lost (" + reason + ")");
        SparkFailure failure = SparkFailure.of(reason);
        if (failure.isForAll() || event.ended().alone && failure.isOfWorkers())
            throw new BadInputException("spark: " + failure.sentence(), event.failure());
        if (!event.ended().alone) suspects.addAll(open);
        else
            for (ImageItem item : open)
                record(new Outcome(
                        item,
                        "failed",
                        1,
                        0,
                        "error: the process that worked on it ended each time (" + failure.sentence() + ")",
                        ""));
    }

    private void record(Outcome outcome) throws IOException {
        record.add(outcome);
        String line = record.size() + "/" + images.size() + " " + outcome.item().folder() + ": " + outcome.message()
                + BatchRecord.left(secondsLeft());
        (outcome.exit() == 0 ? out : err).println(line);
    }

    private long secondsLeft() {
        if (worked == 0) return 0;
        double seconds = (System.nanoTime() - start) / 1e9;
        return (long) (seconds / worked * (images.size() - record.size()));
    }

    private void sendNext(ImageListing.Items items) {
        Stage stage = new Stage(false, false);
        int slots = cluster.slots();
        long left = images.size() - sent;
        int size = (int) Math.max(1, Math.min(imagesATask(), left / (2L * slots)));
        long from = sent + 1;
        List<Tuple2<List<ImageItem>, List<String>>> tasks = new ArrayList<>();
        while (items.hasNext() && tasks.size() < TASKS_A_SLOT * slots) {
            List<ImageItem> task = new ArrayList<>();
            while (items.hasNext() && task.size() < size) task.add(items.next());
            sent += task.size();
            tasks.add(new Tuple2<>(task, List.of()));
        }
        send(work.command() + ": images " + from + " to " + sent + " of " + images.size(), stage, tasks);
    }

    private int imagesATask() {
        if (worked == 0) return 1;
        return (int)
                Math.min(MOST_IMAGES_A_TASK, Math.max(1, TASK_MILLISECONDS * worked / Math.max(1, workedMilliseconds)));
    }

    private void sendAgain() {
        List<Tuple2<List<ImageItem>, List<String>>> tasks = new ArrayList<>();
        for (Outcome outcome : failed)
            tasks.add(new Tuple2<>(
                    List.of(outcome.item()),
                    executors.stream()
                            .filter(other -> !other.equals(outcome.executor()))
                            .toList()));
        failed.clear();
        send(work.command() + ": images that failed, again elsewhere", new Stage(true, false), tasks);
    }

    private void sendAlone() {
        ImageItem item = suspects.remove(0);
        send(
                work.command() + ": " + item.folder() + ", alone",
                new Stage(true, true),
                List.of(new Tuple2<>(List.of(item), List.of())));
    }

    private void send(String name, Stage stage, List<Tuple2<List<ImageItem>, List<String>>> tasks) {
        for (var task : tasks) for (ImageItem item : task._1()) stage.open.put(item.index(), item);
        running++;
        ImageWork sentWork = work;
        Thread wait = new Thread(
                () -> {
                    Throwable failure = null;
                    try {
                        cluster.run(
                                name,
                                tasks,
                                sentWork::on,
                                (List<Outcome> outcomes) -> events.add(new Event(outcomes, stage, null)));
                    } catch (Throwable thrown) {
                        failure = thrown;
                    }
                    events.add(new Event(List.of(), stage, failure));
                },
                "stage " + name);
        wait.setDaemon(true);
        wait.start();
    }
}
