package sc.fiji.invertibility.headless;

import com.sun.management.OperatingSystemMXBean;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.File;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.scijava.Context;
import org.scijava.command.CommandService;
import sc.fiji.invertibility.image.TimeLimit;

/**
 * What a batch of many small images costs besides the computation, which is the same command on the same images that are
 * open already, and whose results nobody keeps: COUNT SIZE FOLDER [KEY=VALUE ...].
 */
final class BatchOverhead {

    private static final int SEED = 1, BLUR = 2, WARM_UP = 20;

    private BatchOverhead() {}

    public static void main(String[] words) throws Exception {
        int count = Integer.parseInt(words[0]), size = Integer.parseInt(words[1]);
        Path folder = Files.createDirectories(Path.of(words[2]));
        Path images = images(folder.resolve("images"), count, size);
        Map<String, String> keys = new LinkedHashMap<>();
        int threads = 1;
        for (int i = 3; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            if (pair[0].equals("threads")) threads = Integer.parseInt(pair[1]);
            else keys.put(pair[0], pair[1]);
        }
        try (Context context = PlainContext.create()) {
            Execution execution = new Execution(
                    context,
                    Catalogue.of(context.service(CommandService.class)).find("reconstruct from layer"),
                    Optional.empty());
            List<Job> jobs = jobs(execution, images, keys);
            for (Job job : jobs.subList(0, Math.min(WARM_UP, jobs.size()))) execution.run(job);
            Clock computing = new Clock();
            for (Job job : jobs) execution.run(job);
            computing.tell(count + " images of " + size + "×" + size + ", computed only");
            Map<String, String> values = new LinkedHashMap<>(keys);
            values.put("images", images.toString());
            PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
            Clock batch = new Clock();
            new Batch(
                            execution,
                            "image",
                            values,
                            new BatchSettings(TimeLimit.DEFAULT, threads, () -> {}),
                            nowhere,
                            nowhere)
                    .run(folder.resolve("out"));
            batch.tell("as a batch, " + threads + " at once");
            System.out.printf(
                    "more: %.1f %% of the time, %.1f %% of the processors' time%n",
                    100 * (batch.seconds / computing.seconds - 1), 100 * (batch.processor / computing.processor - 1));
        }
        System.exit(0);
    }

    private static List<Job> jobs(Execution execution, Path images, Map<String, String> keys) throws Exception {
        List<Job> jobs = new ArrayList<>();
        for (File file : images.toFile().listFiles()) {
            Map<String, String> values = new LinkedHashMap<>(keys);
            values.put("image", file.getPath());
            Job job = execution.prepare(values);
            job.openImages();
            jobs.add(job);
        }
        return jobs;
    }

    private static Path images(Path folder, int count, int size) throws Exception {
        Files.createDirectories(folder);
        Random random = new Random(SEED);
        for (int i = 0; i < count; i++) {
            byte[] noise = new byte[size * size];
            random.nextBytes(noise);
            ByteProcessor pixels = new ByteProcessor(size, size, noise);
            pixels.blurGaussian(BLUR);
            new FileSaver(new ImagePlus("", pixels))
                    .saveAsTiff(folder.resolve(String.format("%05d.tif", i)).toString());
        }
        return folder;
    }

    /** Runs from its making until it tells. */
    private static final class Clock {

        private static final OperatingSystemMXBean SYSTEM =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        private final long start = System.nanoTime(), used = SYSTEM.getProcessCpuTime();
        private double seconds, processor;

        private void tell(String what) {
            seconds = (System.nanoTime() - start) / 1e9;
            processor = (SYSTEM.getProcessCpuTime() - used) / 1e9;
            System.out.printf("%s: %.1f s, %.1f s of the processors%n", what, seconds, processor);
        }
    }
}
