package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** What the tasks in this process share: commands that are ready to run, and copies of files from elsewhere. */
final class Worker {

    private static final int PROBE_BYTES = 1 << 20;

    /** An execution for each slot, by the command's name: opened once, and used by one task at a time. */
    private static final Map<String, Queue<Execution>> READY = new ConcurrentHashMap<>();

    private static final Map<String, Path> COPIES = new ConcurrentHashMap<>();

    private static final Map<String, ResultPlace> PLACES = new ConcurrentHashMap<>();

    static {
        InMemoryPreferences.Factory.install();
    }

    private Worker() {}

    /** Takes an execution of a command, which must be given back. */
    static Execution take(String command) throws BadInputException {
        Execution ready = queue(command).poll();
        if (ready != null) return ready;
        Context context = PlainContext.create();
        return new Execution(
                context, Catalogue.of(context.service(CommandService.class)).find(command), Optional.empty());
    }

    static void giveBack(String command, Execution execution) {
        queue(command).add(execution);
    }

    private static Queue<Execution> queue(String command) {
        return READY.computeIfAbsent(command, none -> new ConcurrentLinkedQueue<>());
    }

    /** Hadoop's settings, which the driver's are part of; classes are also found in the jars that the driver has sent. */
    static Configuration hadoop() {
        Configuration hadoop =
                SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
        hadoop.setClassLoader(Thread.currentThread().getContextClassLoader());
        return hadoop;
    }

    /** The place of a run's results; closed when the process ends. */
    static ResultPlace place(String run, String out, String hidden) throws IOException {
        ResultPlace known = PLACES.get(run);
        if (known != null) return known;
        synchronized (PLACES) {
            known = PLACES.get(run);
            if (known != null) return known;
            ResultPlace place = HadoopFiles.isRemote(out)
                    ? new HadoopPlace(out, HadoopFiles.path(hidden), hadoop())
                    : LocalPlace.ofWorker(Path.of(out), Path.of(hidden));
            Runtime.getRuntime().addShutdownHook(new Thread(place::close));
            PLACES.put(run, place);
            return place;
        }
    }

    /** Closes the place of a run, if this process has it: the driver's own, when there are no other workers. */
    static void closePlace(String run) {
        ResultPlace place = PLACES.remove(run);
        if (place != null) place.close();
    }

    /** A new folder on this machine's own disk. */
    static Path scratch() throws IOException {
        return Files.createDirectories(
                Path.of(SparkFiles.getRootDirectory()).toAbsolutePath().resolve("work-" + UUID.randomUUID()));
    }

    /** This machine's copy of a file that many images need, such as weights. */
    static Path copy(String uri, Configuration hadoop) throws IOException {
        synchronized (COPIES) {
            Path known = COPIES.get(uri);
            if (known != null) return known;
            Path copy = fetch(uri, scratch(), hadoop);
            COPIES.put(uri, copy);
            return copy;
        }
    }

    /** Copies a file into a folder of this machine, under its own name. */
    static Path fetch(String uri, Path folder, Configuration hadoop) throws IOException {
        org.apache.hadoop.fs.Path from = HadoopFiles.path(uri);
        FileSystem files = FileSystem.get(from.toUri(), hadoop);
        Path to = folder.resolve(from.getName());
        try (OutputStream out = Files.newOutputStream(to);
                var in = files.open(from)) {
            in.transferTo(out);
        }
        return to;
    }

    /** This process, as Spark names the places of tasks. */
    static String location() {
        SparkEnv spark = SparkEnv.get();
        return "executor_" + spark.blockManager().blockManagerId().host() + "_" + spark.executorId();
    }

    /** Whether a disk takes no more: found out by trying. */
    static boolean isFull(Path folder) {
        Path probe = folder.resolve("probe-" + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            Files.write(probe, new byte[PROBE_BYTES]);
            return false;
        } catch (IOException full) {
            return true;
        } finally {
            try {
                Files.deleteIfExists(probe);
            } catch (IOException left) {
                // It is as small as it could be written.
            }
        }
    }
}
