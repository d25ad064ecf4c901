package sc.fiji.invertibility.headless;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** {@link Batch} on a cluster, with the same results: checks what is wrong for every image, and then connects. */
final class SparkBatch {

    private final Execution execution;
    private final BatchOrder order;
    private final SparkConf settings;
    private final PrintStream out;
    private final PrintStream err;

    /** A batch with Spark's settings. */
    SparkBatch(Execution execution, BatchOrder order, SparkConf settings, PrintStream out, PrintStream err) {
        this.execution = execution;
        this.order = order;
        this.settings = settings;
        this.out = out;
        this.err = err;
    }

    /** Runs over all images; returns the exit status. */
    int run() throws BadInputException, IOException {
        Configuration hadoop = SparkHadoopUtil.get().newConfiguration(settings);
        String run = UUID.randomUUID().toString();
        String target = HadoopFiles.isRemote(order.out())
                ? order.out()
                : new File(HadoopFiles.plain(order.out())).getAbsolutePath();
        Path scratch = Files.createTempDirectory("cnn-invertibility-batch");
        try (ImageListing images = ImageListing.of(order, hadoop)) {
            Job first = prepareFirst(images, hadoop, scratch);
            requireOther(images, target);
            try (ResultPlace place = place(target, hadoop)) {
                ImageWork work = work(run, first, images.source(), target, place.begin());
                return run(work, images, place, target, scratch);
            }
        } finally {
            Worker.closePlace(run);
            HadoopFiles.removeLocal(scratch);
        }
    }

    private int run(ImageWork work, ImageListing images, ResultPlace place, String target, Path scratch)
            throws BadInputException, IOException {
        Optional<Path> shown =
                HadoopFiles.isRemote(target) ? Optional.empty() : Optional.of(Path.of(target, BatchRecord.FILE));
        try (Cluster cluster = Cluster.open(settings);
                OrderedRecord record = new OrderedRecord(scratch.resolve("rows"), shown)) {
            if (!cluster.page().isEmpty()) err.println("spark: the stages are shown at " + cluster.page());
            new ImageStages(cluster, work, images, record, out, err).run();
            new TableStages(
                            cluster,
                            new TableWork(work.run(), work.out(), work.begun().hidden()),
                            images,
                            record,
                            place,
                            scratch)
                    .write(err::println)
                    .forEach(out::println);
            return record.exit();
        }
    }

    private ResultPlace place(String target, Configuration hadoop) throws BadInputException {
        if (!HadoopFiles.isRemote(target)) return new LocalPlace(Path.of(target), HadoopFiles.plain(order.out()));
        try {
            return new HadoopPlace(target, hadoop);
        } catch (IOException | IllegalArgumentException refused) {
            throw new BadInputException(
                    "out: " + target + " cannot be reached: " + HadoopFiles.reason(refused), refused);
        }
    }

    /** What is wrong for every image is told once, before the batch begins. */
    private Job prepareFirst(ImageListing images, Configuration hadoop, Path scratch)
            throws BadInputException, IOException {
        Map<String, String> values = new LinkedHashMap<>(order.values());
        values.remove(order.key() + "s");
        for (Map.Entry<String, String> value : values.entrySet())
            if (HadoopFiles.isRemote(value.getValue()) && isFile(value.getKey()))
                value.setValue(copy(value.getKey(), value.getValue(), hadoop, scratch));
        try (ImageListing.Items items = images.items()) {
            values.put(order.key(), images.source().name(items.next().file()).typed());
        }
        return execution.prepare(values);
    }

    private boolean isFile(String key) {
        return CommandParameters.of(execution.module().getInfo()).stream()
                .anyMatch(item -> item.getName().equals(key) && File.class.isAssignableFrom(item.getType()));
    }

    private static String copy(String key, String uri, Configuration hadoop, Path scratch) throws BadInputException {
        try {
            FileSystem.get(URI.create(uri), hadoop);
            return Worker.fetch(uri, scratch, hadoop).toString();
        } catch (IOException | IllegalArgumentException refused) {
            throw new BadInputException(key + ": " + uri + " cannot be read: " + HadoopFiles.reason(refused), refused);
        }
    }

    private ImageWork work(String run, Job first, ImageSource source, String target, ResultPlace.Begun begun) {
        LinkedHashMap<String, String> values = new LinkedHashMap<>(order.values());
        values.remove(order.key() + "s");
        LinkedHashMap<String, String[]> names = new LinkedHashMap<>();
        for (String key : first.files().keySet()) {
            if (key.equals(order.key())) continue;
            String typed = values.get(key);
            boolean remote = HadoopFiles.isRemote(typed);
            String absolute = remote ? typed : new File(typed).getAbsolutePath();
            values.put(key, absolute);
            names.put(key, new String[] {remote ? typed : new File(typed).getPath(), absolute});
        }
        return new ImageWork(
                run,
                DriverVersions.own(),
                first.command(),
                order.key(),
                values,
                names,
                source,
                target,
                begun,
                order.patience().limit().toNanos() / 1e9);
    }

    /** A table over all images may have the name of one of them, a text image for example. */
    private void requireOther(ImageListing images, String target) throws BadInputException, IOException {
        for (String name : ResultFiles.names(execution.module().getInfo())) {
            String table = name.equals(RunRecord.FILE) ? BatchRecord.FILE : name;
            if (!table.endsWith(".csv") || !isSame(images.source(), target)) continue;
            try (ImageListing.Items items = images.items()) {
                while (items.hasNext())
                    if (items.next().file().equals(table))
                        throw new BadInputException("out: " + order.out() + "/" + table
                                + " is one of the images and would be overwritten; choose another folder");
            }
        }
    }

    private static boolean isSame(ImageSource source, String target) throws IOException {
        if (source.remote()) return HadoopFiles.path(source.absolute()).equals(HadoopFiles.path(target));
        Path images = Path.of(source.absolute()), results = Path.of(target);
        return Files.exists(results) && Files.isSameFile(images, results);
    }
}
