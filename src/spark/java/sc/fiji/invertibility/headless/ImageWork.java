package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.scijava.module.MethodCallException;
import sc.fiji.invertibility.image.TimeLimit;

/**
 * What a worker does with images: the same as {@link Batch} with each. An image that fails is no failed task; Spark only
 * sees what is wrong with the worker.
 *
 * @param run tells apart what runs share processes
 * @param versions what the driver has
 * @param command the command's name in the menu
 * @param key the command's image
 * @param values the other keys, files under their whole names
 * @param names what records call those files
 * @param source the folder of the images
 * @param out the folder for the results, under its whole name
 * @param begun the run, as the driver began it
 * @param seconds how long an image may take
 */
record ImageWork(
        String run,
        DriverVersions versions,
        String command,
        String key,
        LinkedHashMap<String, String> values,
        LinkedHashMap<String, String[]> names,
        ImageSource source,
        String out,
        ResultPlace.Begun begun,
        double seconds)
        implements Serializable {

    /** Works on some images, one after the other. */
    List<Outcome> on(List<ImageItem> items) throws IOException {
        versions.requireSame();
        Configuration hadoop = Worker.hadoop();
        ResultPlace place = Worker.place(run, out, begun.hidden());
        List<Outcome> outcomes = new ArrayList<>();
        Execution execution;
        try {
            execution = Worker.take(command);
        } catch (BadInputException missing) {
            throw new WorkerFault(missing.getMessage(), missing);
        }
        try {
            AssignedResources assigned = AssignedResources.take(values);
            try {
                Path staging = staging(place);
                for (ImageItem item : items) outcomes.add(on(item, execution, place, staging, hadoop));
            } finally {
                assigned.close();
            }
        } finally {
            Worker.giveBack(command, execution);
        }
        return outcomes;
    }

    private Path staging(ResultPlace place) {
        try {
            return place.staging();
        } catch (IOException refused) {
            throw new WorkerFault(
                    (place.stagesOnOwnDisk() ? "its own disk takes nothing" : "it cannot write to " + out) + " ("
                            + OneLineMessage.of(refused) + ")",
                    refused);
        }
    }

    private Outcome on(ImageItem item, Execution execution, ResultPlace place, Path staging, Configuration hadoop) {
        long start = System.nanoTime();
        SourceName name = source.name(item.file());
        Path folder = staging.resolve(UUID.randomUUID().toString());
        Path file = source.remote() ? folder.resolve("in").resolve(item.file()) : Path.of(name.absolute());
        BatchRecord.Entry entry;
        try {
            entry = entry(item, execution, place, folder, file, hadoop);
        } catch (BadInputException problem) {
            entry = Batch.failed("bad input", 2, start, problem);
        } catch (IOException | MethodCallException | RuntimeException | OutOfMemoryError | LinkageError failure) {
            entry = Batch.failed("failed", 1, start, failure);
        } finally {
            HadoopFiles.removeLocal(folder);
        }
        if (TaskContext.get().isInterrupted()) throw new TaskKilledException("stopped");
        if (entry.exit() != 0 && place.stagesOnOwnDisk() && Worker.isFull(staging))
            throw new WorkerFault("its own disk is full: " + staging, null);
        String message = entry.message().replace(file.toString(), name.typed());
        return Outcome.of(item, entry, message, Worker.location());
    }

    private BatchRecord.Entry entry(
            ImageItem item, Execution execution, ResultPlace place, Path folder, Path file, Configuration hadoop)
            throws BadInputException, IOException, MethodCallException {
        if (source.remote()) {
            Files.createDirectories(file.getParent());
            Worker.fetch(source.name(item.file()).absolute(), file.getParent(), hadoop);
        }
        Job job = execution.prepare(values(file, hadoop), names(item));
        RunRecord record = execution.record(job);
        Optional<BatchRecord.Entry> before = written(item, record, place);
        if (before.isPresent()) return before.get();
        if (!place.stagesOnOwnDisk()) execution.requireOther(job, Path.of(out).resolve(item.folder()));
        long start = System.nanoTime();
        Path made = folder.resolve("out");
        execution.run(job, made, TimeLimit.ofSeconds(seconds));
        List<String> warnings = execution.log().warnings();
        // Of two attempts at the same time, the second one writes nothing.
        Optional<BatchRecord.Entry> meanwhile = written(item, record, place);
        if (meanwhile.isPresent()) return meanwhile.get();
        place.publish(made, item.folder());
        return Batch.done((System.nanoTime() - start) / 1_000_000, warnings);
    }

    /** How an image went, if its results are there. */
    private Optional<BatchRecord.Entry> written(ImageItem item, RunRecord record, ResultPlace place)
            throws IOException {
        Optional<ResultPlace.Written> written = place.written(item.folder());
        if (written.isEmpty()
                || !WrittenRecord.isOf(record, written.get().record(), result -> place.bytes(item.folder(), result)))
            return Optional.empty();
        return written.get().modified() < begun.since()
                ? Optional.of(new BatchRecord.Entry("kept", 0, 0, "done before"))
                : WrittenRecord.entry(written.get().record());
    }

    private Map<String, String> values(Path image, Configuration hadoop) throws IOException {
        Map<String, String> one = new LinkedHashMap<>(values);
        for (String file : names.keySet())
            if (HadoopFiles.isRemote(one.get(file)))
                one.put(file, Worker.copy(one.get(file), hadoop).toString());
        one.put(key, image.toString());
        return one;
    }

    private Map<String, SourceName> names(ImageItem item) {
        Map<String, SourceName> all = new LinkedHashMap<>();
        names.forEach((file, both) -> all.put(file, new SourceName(both[0], both[1])));
        all.put(key, source.name(item.file()));
        return all;
    }
}
