package sc.fiji.invertibility.headless;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import scala.Tuple2;

/** The stages that are under way, each with a thread that waits for it; what happens is told one by one. */
final class RunningStages {

    /**
     * What has happened: images are done with, or the stage has ended, after a failure or not.
     *
     * @param outcomes how images went; none when the stage has ended
     * @param stage their stage
     * @param failure why it has ended; null if all is well
     */
    record Event(List<Outcome> outcomes, Stage stage, Throwable failure) {}

    /** Images that were sent together. */
    static final class Stage {

        private final Map<Long, ImageItem> open = new LinkedHashMap<>();
        private final boolean again, alone;

        /** A stage of images that are tried again, and of one that is tried alone, because a whole task failed with it. */
        Stage(boolean again, boolean alone) {
            this.again = again;
            this.alone = alone;
        }

        boolean isAgain() {
            return again;
        }

        boolean isAlone() {
            return alone;
        }

        /** The images that nothing has been heard of. */
        Collection<ImageItem> open() {
            return open.values();
        }

        /** Whether this is the first that is heard of an image. */
        boolean close(ImageItem item) {
            return open.remove(item.index()) != null;
        }
    }

    private final Cluster cluster;
    private final ImageWork work;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private int running;

    RunningStages(Cluster cluster, ImageWork work) {
        this.cluster = cluster;
        this.work = work;
    }

    /** How many have not ended. */
    int running() {
        return running;
    }

    /** Waits for the next event, so long; null if there is none. */
    Event await(int seconds) throws InterruptedException {
        Event event = events.poll(seconds, TimeUnit.SECONDS);
        if (event != null && event.outcomes().isEmpty()) running--;
        return event;
    }

    /** Sends images to the workers, some a task, each with the places that Spark should prefer. */
    void send(String name, Stage stage, List<Tuple2<List<ImageItem>, List<String>>> tasks) {
        for (var task : tasks) for (ImageItem item : task._1()) stage.open.put(item.index(), item);
        running++;
        ImageWork sent = work;
        Thread wait = new Thread(
                () -> {
                    Throwable failure = null;
                    try {
                        cluster.run(
                                name,
                                tasks,
                                sent::on,
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
