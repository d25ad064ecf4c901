package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private static final int MOST_WAITING = 100_000;
    private static final int PATIENCE_SECONDS = 30;

    private final Cluster cluster;
    private final ImageWork work;
    private final ImageListing images;
    private final OrderedRecord record;
    private final PrintStream out, err;
    private final RunningStages stages;
    private final BatchPace pace = new BatchPace();
    private final Set<String> executors = new HashSet<>();
    private final List<Outcome> failed = new ArrayList<>();
    private final List<ImageItem> suspects = new ArrayList<>();
    private long sent;

    ImageStages(
            Cluster cluster,
            ImageWork work,
            ImageListing images,
            OrderedRecord record,
            PrintStream out,
            PrintStream err) {
        this.cluster = cluster;
        this.work = work;
        this.stages = new RunningStages(cluster, work);
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
                while (stages.running() < AHEAD
                        && items.hasNext()
                        && suspects.isEmpty()
                        && record.backlog() < MOST_WAITING) sendNext(items);
                if (isTimeForFailed()) sendAgain();
                if (stages.running() == 0 && failed.isEmpty() && !suspects.isEmpty()) sendAlone();
                RunningStages.Event event = await();
                if (event == null) {
                    if (!told && record.size() == 0)
                        err.println("spark: no worker has taken a task for " + PATIENCE_SECONDS
                                + " s; are there workers of Spark "
                                + DriverVersions.own().spark()
                                + " with free cores and as much memory as is asked for?");
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
                && (stages.running() == 0
                        || failed.size() >= TASKS_A_SLOT * cluster.slots()
                        || record.backlog() > BatchPace.MOST_IMAGES_A_TASK * TASKS_A_SLOT);
    }

    private RunningStages.Event await() throws InterruptedException, BadInputException, IOException {
        RunningStages.Event event = stages.await(PATIENCE_SECONDS);
        if (event == null && cluster.isStopped()) throw lost("");
        return event;
    }

    /** A master that nothing ever came from may be no master of this version; {@code reason} is for other ones. */
    private IOException lost(String reason) throws BadInputException {
        if (executors.isEmpty()) throw cluster.isNoMaster();
        return new IOException("spark: the connection to the master is lost" + reason);
    }

    private void handle(RunningStages.Event event) throws BadInputException, IOException {
        for (Outcome outcome : event.outcomes()) {
            if (!event.stage().close(outcome.item())) continue;
            executors.add(outcome.executor());
            pace.worked(outcome.milliseconds());
            if (outcome.exit() != 0 && !event.stage().isAgain() && !isOnlyPlace(outcome.executor()))
                failed.add(outcome);
            else record(outcome);
        }
        if (event.failure() != null || event.outcomes().isEmpty()) ended(event);
    }

    /** In this process, or with a single worker, there is no elsewhere; a second try would only be the same. */
    private boolean isOnlyPlace(String executor) {
        return executor.endsWith("_driver");
    }

    private void ended(RunningStages.Event event) throws BadInputException, IOException {
        if (event.failure() == null) return;
        Collection<ImageItem> open = event.stage().open();
        String reason = HadoopFiles.reason(event.failure());
        if (cluster.isStopped()) throw lost(" (" + reason + ")");
        SparkFailure failure = SparkFailure.of(reason);
        if (failure.isForAll() || event.stage().isAlone() && failure.isOfWorkers())
            throw new BadInputException("spark: " + failure.sentence(), event.failure());
        if (!event.stage().isAlone()) suspects.addAll(open);
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
                + BatchRecord.left(pace.secondsLeft(images.size() - record.size()));
        (outcome.exit() == 0 ? out : err).println(line);
    }

    private void sendNext(ImageListing.Items items) {
        RunningStages.Stage stage = new RunningStages.Stage(false, false);
        int slots = cluster.slots();
        long left = images.size() - sent;
        int size = (int) Math.max(1, Math.min(pace.imagesATask(), left / (2L * slots)));
        long from = sent + 1;
        List<Tuple2<List<ImageItem>, List<String>>> tasks = new ArrayList<>();
        while (items.hasNext() && tasks.size() < TASKS_A_SLOT * slots) {
            List<ImageItem> task = new ArrayList<>();
            while (items.hasNext() && task.size() < size) task.add(items.next());
            sent += task.size();
            tasks.add(new Tuple2<>(task, List.of()));
        }
        stages.send(work.command() + ": images " + from + " to " + sent + " of " + images.size(), stage, tasks);
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
        stages.send(
                work.command() + ": images that failed, again elsewhere", new RunningStages.Stage(true, false), tasks);
    }

    private void sendAlone() {
        ImageItem item = suspects.remove(0);
        stages.send(
                work.command() + ": " + item.folder() + ", alone",
                new RunningStages.Stage(true, true),
                List.of(new Tuple2<>(List.of(item), List.of())));
    }
}
