package sc.fiji.invertibility.headless;

import com.sun.management.OperatingSystemMXBean;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.scijava.Context;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.image.TimeLimit;

/**
 * What a batch of many small images costs besides the computation, which is the same command on the same images that are
 * open already, and whose results nobody keeps. Both take turns in one process, a round of images each.
 */
final class BatchOverhead {

    private static final int SEED = 1, BLUR = 2;

    private final Execution execution;
    private final Path folder;
    private final Map<String, String> keys;
    private final int threads;

    private BatchOverhead(Execution execution, Path folder, Map<String, String> keys, int threads) {
        this.execution = execution;
        this.folder = folder;
        this.keys = keys;
        this.threads = threads;
    }

    /** ROUNDS IMAGES-A-ROUND SIZE [KEY=VALUE ...], where size is a side, or WIDTHxHEIGHT. */
    public static void main(String[] words) throws Exception {
        int rounds = Integer.parseInt(words[0]), images = Integer.parseInt(words[1]);
        String[] sides = words[2].split("x");
        int width = Integer.parseInt(sides[0]), height = Integer.parseInt(sides[sides.length - 1]);
        Map<String, String> keys = new LinkedHashMap<>();
        for (String word : Arrays.asList(words).subList(3, words.length)) {
            String[] pair = word.split("=", 2);
            keys.put(pair[0], pair[1]);
        }
        keys.putIfAbsent(Previews.KEY, Previews.MAIN.toString());
        String threads = Optional.ofNullable(keys.remove("threads")).orElse("1");
        Path folder = Files.createTempDirectory("batch-overhead");
        try (Context context = PlainContext.create()) {
            Execution execution = new Execution(
                    context,
                    Catalogue.of(context.service(CommandService.class)).find("reconstruct from layer"),
                    Optional.empty());
            System.out.printf(
                    "%d rounds of %d images of %d×%d, %s, threads=%s%n", rounds, images, width, height, keys, threads);
            makeImages(folder, images, width, height);
            new BatchOverhead(execution, folder, keys, Integer.parseInt(threads)).measure(rounds, images);
        } finally {
            remove(folder);
        }
        System.exit(0);
    }

    private void measure(int rounds, int images) throws Exception {
        double[][] ratios = new double[2][rounds];
        double[] computing = new double[2], batch = new double[2];
        for (int round = -1; round < rounds; round++) {
            double[] alone = compute(), all = batch();
            // While Java still compiles, both take longer.
            if (round < 0) continue;
            for (int i = 0; i < 2; i++) {
                computing[i] += alone[i] / rounds / images;
                batch[i] += all[i] / rounds / images;
                ratios[i][round] = all[i] / alone[i];
            }
        }
        System.out.printf(
                "milliseconds an image: computed %.1f, as a batch %.1f; of the processors: %.1f, %.1f%n",
                1000 * computing[0], 1000 * batch[0], 1000 * computing[1], 1000 * batch[1]);
        System.out.printf(
                "more, median of the rounds: %.1f %% of the time, %.1f %% of the processors' time%n",
                100 * (median(ratios[0]) - 1), 100 * (median(ratios[1]) - 1));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    private double[] compute() throws Exception {
        List<Job> jobs = new ArrayList<>();
        for (File file : folder.resolve("images").toFile().listFiles()) {
            Map<String, String> values = new LinkedHashMap<>(keys);
            values.put("image", file.getPath());
            Job job = execution.prepare(values);
            job.openImages();
            jobs.add(job);
        }
        Clock clock = new Clock();
        for (Job job : jobs) execution.run(job);
        return clock.told();
    }

    private double[] batch() throws Exception {
        Map<String, String> values = new LinkedHashMap<>(keys);
        values.put("images", folder.resolve("images").toString());
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        BatchSettings settings = new BatchSettings(TimeLimit.DEFAULT, threads, () -> {});
        Path out = folder.resolve("out");
        Clock clock = new Clock();
        int exit = new Batch(execution, "image", values, settings, nowhere, nowhere).run(out);
        double[] told = clock.told();
        if (exit != 0) throw new IOException("some images failed");
        remove(out);
        return told;
    }

    private static void makeImages(Path folder, int count, int width, int height) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Random random = new Random(SEED);
        for (int i = 0; i < count; i++) {
            byte[] noise = new byte[width * height];
            random.nextBytes(noise);
            ByteProcessor pixels = new ByteProcessor(width, height, noise);
            pixels.blurGaussian(BLUR);
            new FileSaver(new ImagePlus("", pixels))
                    .saveAsTiff(images.resolve(String.format("%05d.tif", i)).toString());
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }

    /** Runs from its making until it is asked: seconds, and seconds of the processors. */
    private static final class Clock {

        private static final OperatingSystemMXBean SYSTEM =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        private final long start = System.nanoTime(), used = SYSTEM.getProcessCpuTime();

        private double[] told() {
            return new double[] {(System.nanoTime() - start) / 1e9, (SYSTEM.getProcessCpuTime() - used) / 1e9};
        }
    }
}
