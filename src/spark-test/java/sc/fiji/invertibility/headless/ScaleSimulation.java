package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import sc.fiji.invertibility.image.TimeLimit;
import scala.Tuple2;

/**
 * Measures what the driver of a batch does itself, for as many images as wanted: {@code listing N}, {@code tasks N}
 * (without any work in them) and {@code tables N} (rows that workers have read).
 */
final class ScaleSimulation {

    private ScaleSimulation() {}

    /** Measures what the first word names, for as many images as the second says. */
    public static void main(String[] words) throws Exception {
        long images = Long.parseLong(words[1]), start = System.nanoTime();
        String more = switch (words[0]) {
            case "listing" -> listing(images);
            case "tasks" -> tasks((int) images);
            case "tables" -> tables(images);
            default -> throw new IllegalArgumentException(words[0]);
        };
        System.out.printf(
                Locale.ROOT,
                "%s of %d: %.1f s, %d MiB of heap used; %s%n",
                words[0],
                images,
                (System.nanoTime() - start) / 1e9,
                used(),
                more);
        System.exit(0);
    }

    private static long used() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
    }

    private static String listing(long images) throws Exception {
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs.many.impl", ManyFileSystem.class.getName());
        BatchOrder order = new BatchOrder("image", Map.of("images", "many:/" + images), TimeLimit.DEFAULT, "out");
        try (ImageListing listing = ImageListing.of(order, hadoop);
                ImageListing.Items items = listing.items()) {
            long start = System.nanoTime(), seen = 0;
            while (items.hasNext()) seen += items.next().index() >= 0 ? 1 : 0;
            return String.format(Locale.ROOT, "%d read again in %.1f s", seen, (System.nanoTime() - start) / 1e9);
        }
    }

    private static String tasks(int count) throws Exception {
        try (Cluster cluster = Cluster.open(SparkMaster.settings("local[2]"))) {
            List<Tuple2<Integer, List<String>>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) tasks.add(new Tuple2<>(i, List.of()));
            cluster.run("warm up", tasks.subList(0, 1000), (Integer i) -> i, (Integer i) -> {});
            long start = System.nanoTime();
            cluster.run("tasks", tasks, (Integer i) -> i, (Integer i) -> {});
            return String.format(Locale.ROOT, "%.0f tasks a second", count / ((System.nanoTime() - start) / 1e9));
        }
    }

    private static String tables(long images) throws IOException {
        Path folder = Files.createTempDirectory("cnn-invertibility-scale");
        try (JoinedSpool spool = new JoinedSpool(folder.resolve("rows"))) {
            List<String> columns = List.of("iteration", "relative_error", "psnr_db", "milliseconds");
            for (long image = 0; image < images; image += 500) {
                StringBuilder rows = new StringBuilder();
                for (long i = image; i < Math.min(images, image + 500); i++)
                    for (int row = 1; row <= 3; row++)
                        rows.append("plate-")
                                .append(i)
                                .append(',')
                                .append(row)
                                .append(",0.2371648120,31.41592653,12.5\n");
                spool.add(columns, rows.toString());
            }
            Path table = folder.resolve("table");
            spool.write(table);
            return String.format(Locale.ROOT, "%d MiB", Files.size(table) >> 20);
        } finally {
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        }
    }
}
