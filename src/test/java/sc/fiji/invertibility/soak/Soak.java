package sc.fiji.invertibility.soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import sc.fiji.invertibility.headless.Runner;

/** Random work for as long as is asked for: the program behind {@code scripts/soak}. */
public final class Soak {

    /** However slow the machine is, none of these lines takes nearly as long. */
    private static final int HANGS_SECONDS = 240;

    private final Path folder;
    private final long seed;
    private final Map<Answer.Kind, Integer> answers = new EnumMap<>(Answer.Kind.class);
    private int runs, killed, wrong;

    private Soak(Path folder, long seed) {
        this.folder = folder;
        this.seed = seed;
    }

    /**
     * Soaks.
     *
     * @param words {@code seconds=NUMBER} and {@code seed=NUMBER}
     */
    public static void main(String[] words) throws Exception {
        int seconds = 3600;
        long seed = System.nanoTime();
        for (String word : words) {
            if (word.startsWith("seconds=")) seconds = Integer.parseInt(word.substring(8));
            else if (word.startsWith("seed=")) seed = Long.parseLong(word.substring(5));
            else throw new IllegalArgumentException("expected seconds=NUMBER or seed=NUMBER, but got " + word);
        }
        System.out.println("soak: seed=" + seed + ", " + seconds + " s");
        Path folder = Files.createTempDirectory("soak");
        boolean well;
        try {
            well = new Soak(folder, seed).run(seconds);
        } finally {
            remove(folder);
        }
        System.exit(well ? 0 : 1);
    }

    private boolean run(int seconds) throws Exception {
        long start = System.nanoTime(), third = start + TimeUnit.SECONDS.toNanos(seconds) / 3;
        Resources early = null;
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
            one(new Random(seed + runs++));
            if (early == null && System.nanoTime() > third) early = Resources.now();
        }
        Resources late = Resources.now();
        List<String> leaks = early == null ? List.of("no run ended in time") : late.leaks(early);
        for (String leak : leaks) System.out.println("soak: LEAK: " + leak);
        System.out.println("soak: " + runs + " runs in " + seconds + " s with seed=" + seed + ": " + answers + ", "
                + killed + " killed, " + wrong + " wrong; " + (early == null ? "" : late.since(early)));
        return wrong == 0 && leaks.isEmpty();
    }

    private void one(Random random) throws Exception {
        Path images = Files.createDirectories(folder.resolve("images")), out = folder.resolve("out");
        Path image = RandomImages.write(random, images);
        List<String> line = RandomLine.about(image, out, random);
        if (random.nextInt(25) == 0) kill(line, random);
        else {
            Answer answer = random.nextInt(6) == 0 ? interrupted(line, random) : answered(line);
            answers.merge(answer.kind(), 1, Integer::sum);
            if (answer.kind() == Answer.Kind.WRONG) complain(line, "exit " + answer.exit() + ": " + answer.err());
        }
        if (random.nextInt(10) == 0) {
            remove(images);
            remove(out);
        }
    }

    private static Answer answered(List<String> line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(), err = new ByteArrayOutputStream();
        int exit = new Runner(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .execute(line.toArray(String[]::new));
        return new Answer(exit, err.toString(StandardCharsets.UTF_8).lines().toList());
    }

    /** Somebody loses patience after a moment. */
    private Answer interrupted(List<String> line, Random random) throws Exception {
        FutureTask<Answer> task = new FutureTask<>(() -> answered(line));
        Thread worker = new Thread(task, "soak");
        worker.start();
        worker.join(1 + random.nextInt(120));
        worker.interrupt();
        return task.get(HANGS_SECONDS, TimeUnit.SECONDS);
    }

    /** The power fails: the next run over the same folder removes what this one leaves. */
    private void kill(List<String> line, Random random) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.concat(
                        Stream.of(java, "-Djava.awt.headless=true", Runner.class.getName()), line.stream())
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor(200 + random.nextInt(3000), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        killed++;
        Path out = folder.resolve("out"), image = RandomImages.write(new Random(1), folder.resolve("images"));
        Answer next =
                answered(List.of("reconstruct-from-layer", "image=" + image, "count=2", "device=Java", "out=" + out));
        if (next.exit() != 0) complain(line, "after a kill: " + next.err());
        for (Path place : List.of(folder, out)) {
            List<Path> left = leftIn(place);
            if (!left.isEmpty()) complain(line, "left behind: " + left);
        }
    }

    private void complain(List<String> line, String what) {
        wrong++;
        System.out.println(
                "soak: WRONG: run " + runs + " of seed=" + seed + ": " + String.join(" ", line) + "\n  " + what);
    }

    private static List<Path> leftIn(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".run-"))
                    .toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        }
    }
}
