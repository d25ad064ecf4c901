package sc.fiji.invertibility.headless;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import scala.Tuple2;

/** Puts the tables over all images together: workers read those of the images, the driver only writes them in order. */
final class TableStages {

    private static final int MOST_IMAGES_A_TASK = 500;
    private static final int TASKS_A_SLOT = 4;

    private final Cluster cluster;
    private final TableWork work;
    private final ImageListing images;
    private final OrderedRecord record;
    private final ResultPlace place;
    private final Path scratch;
    private final Map<String, JoinedSpool> spools = new TreeMap<>();
    private final Map<Long, String> lost = new LinkedHashMap<>();
    private LinkedHashMap<String, MeanTable> means = new LinkedHashMap<>();

    TableStages(
            Cluster cluster,
            TableWork work,
            ImageListing images,
            OrderedRecord record,
            ResultPlace place,
            Path scratch) {
        this.cluster = cluster;
        this.work = work;
        this.images = images;
        this.record = record;
        this.place = place;
        this.scratch = scratch;
    }

    /** Writes all tables and lists them; what has become of an image meanwhile is told. */
    List<String> write(Consumer<String> gone) throws IOException {
        try {
            read(gone);
            List<String> written = new ArrayList<>();
            Path table = scratch.resolve("table");
            record.write(table, lost);
            written.add(place.replace(BatchRecord.FILE, table));
            for (Map.Entry<String, JoinedSpool> spool : spools.entrySet()) {
                spool.getValue().write(table);
                written.add(place.replace(spool.getKey(), table));
            }
            for (Map.Entry<String, MeanTable> mean : new TreeMap<>(means).entrySet()) {
                try (BufferedWriter to = Files.newBufferedWriter(table, StandardCharsets.UTF_8)) {
                    mean.getValue().write(to);
                }
                written.add(place.replace(MeanTable.file(mean.getKey()), table));
            }
            return written;
        } finally {
            for (JoinedSpool spool : spools.values()) spool.close();
        }
    }

    private void read(Consumer<String> gone) throws IOException {
        try (ImageListing.Items items = images.items()) {
            int slots = cluster.slots();
            long size = Math.max(1, Math.min(MOST_IMAGES_A_TASK, images.size() / (2L * slots)));
            List<List<ImageItem>> stage = new ArrayList<>();
            List<ImageItem> task = new ArrayList<>();
            while (items.hasNext()) {
                ImageItem item = items.next();
                if (record.isDone(item.index())) task.add(item);
                if (task.size() == size || !items.hasNext() && !task.isEmpty()) {
                    stage.add(task);
                    task = new ArrayList<>();
                }
                if (stage.size() == TASKS_A_SLOT * slots || !items.hasNext() && !stage.isEmpty()) {
                    read(stage, gone);
                    stage = new ArrayList<>();
                }
            }
        }
    }

    private void read(List<List<ImageItem>> stage, Consumer<String> gone) throws IOException {
        long last = stage.get(stage.size() - 1).get(0).index() + 1;
        TableWork sent = work;
        List<Tuple2<List<ImageItem>, List<String>>> tasks = new ArrayList<>();
        for (List<ImageItem> task : stage) tasks.add(new Tuple2<>(task, List.of()));
        Map<Long, TableWork.Part> parts = new TreeMap<>();
        cluster.run(
                "Tables of the images up to " + last + " of " + images.size(),
                tasks,
                sent::rows,
                (TableWork.Part part) -> parts.put(part.first(), part));
        boolean averaged = false;
        for (TableWork.Part part : parts.values()) {
            for (String table : part.rows().keySet()) {
                spool(table).add(part.columns().get(table), part.rows().get(table));
                averaged |= MeanTable.of(table).isPresent();
            }
            part.lost().forEach((image, why) -> lose(image, why, stage, gone));
        }
        if (averaged) average(stage, last);
    }

    private JoinedSpool spool(String table) throws IOException {
        JoinedSpool known = spools.get(table);
        if (known != null) return known;
        JoinedSpool made = new JoinedSpool(scratch.resolve("spool-" + spools.size()));
        spools.put(table, made);
        return made;
    }

    private void lose(long image, String why, List<List<ImageItem>> stage, Consumer<String> gone) {
        for (List<ImageItem> task : stage)
            for (ImageItem item : task) {
                if (item.index() != image) continue;
                lost.put(image, BatchRecord.row(item.folder(), new BatchRecord.Entry("failed", 1, 0, why)));
                gone.accept(item.folder() + ": " + why);
            }
    }

    /** Workers join the means among themselves, as a tree, and the driver those of the stages. */
    private void average(List<List<ImageItem>> stage, long last) {
        List<List<ImageItem>> there = new ArrayList<>();
        for (List<ImageItem> task : stage)
            there.add(new ArrayList<>(task.stream()
                    .filter(item -> !lost.containsKey(item.index()))
                    .toList()));
        TableWork sent = work;
        means = TableWork.joined(
                means,
                cluster.joined(
                        "Means over the images up to " + last + " of " + images.size(),
                        there,
                        new LinkedHashMap<>(),
                        sent::means,
                        TableWork::joined));
    }
}
