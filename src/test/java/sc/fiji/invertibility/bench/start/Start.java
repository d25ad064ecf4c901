package sc.fiji.invertibility.bench.start;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import sc.fiji.invertibility.bench.ResultFile;
import sc.fiji.invertibility.headless.Runner;

/** How long a user waits for the first image, and what the plugin adds to the start of Fiji. */
public final class Start {

    private final int runs;
    private final Path scratch;
    private final List<Path> libraries = new ArrayList<>();
    private final Path plugin;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    private Start(int runs, Path scratch) throws URISyntaxException {
        this.runs = runs;
        this.scratch = scratch;
        plugin = Path.of(
                Runner.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator))
            libraries.add(Path.of(entry));
    }

    /**
     * Measures, each time in new processes, of which the first is not counted.
     *
     * @param quick whether fewer processes are started
     * @param folder where {@code start.json} goes
     */
    public static void run(boolean quick, Path folder) {
        try {
            Path scratch = Files.createTempDirectory("start");
            Start start = new Start(quick ? 5 : 15, scratch);
            line("%-52s %10s%n", "what", "median ms");
            start.firstResult();
            start.discovery();
            new ResultFile(folder.resolve("start.json")).write(start.rows);
            try (Stream<Path> files = Files.walk(scratch)) {
                files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void firstResult() {
        Path photo = Path.of("test-images", "photo.png");
        List<String> command = List.of(
                Runner.class.getName(), "reconstruct-from-layer", "image=" + photo, "out=" + scratch.resolve("out"));
        Program library = new Program(libraries, List.of(FirstResult.class.getName()));
        Program java = new Program(libraries, List.of(FirstResult.class.getName(), "Java"));
        Map<String, Program> programs = new LinkedHashMap<>();
        programs.put("512×512, OpenCL", library);
        programs.put("512×512, Java", java);
        programs.put("photo.png, Reconstruct From Layer", new Program(libraries, command));
        measure(programs);
    }

    /** Without CLIJ's jars, whose services need ImageJ2, and without the tests' own plugins. */
    private void discovery() throws IOException {
        String program = ContextStart.class.getName();
        String file = program.replace('.', '/') + ".class";
        Path copy = scratch.resolve("probe").resolve(file);
        Files.createDirectories(copy.getParent());
        try (InputStream compiled = ContextStart.class.getClassLoader().getResourceAsStream(file)) {
            Files.copy(compiled, copy);
        }
        List<Path> without = new ArrayList<>(List.of(scratch.resolve("probe")));
        libraries.stream()
                .filter(Files::isRegularFile)
                .filter(jar -> !jar.getFileName().toString().startsWith("clij"))
                .forEach(without::add);
        Path jar = scratch.resolve("plugin.jar");
        PluginJar.write(plugin, jar);
        List<Path> with = new ArrayList<>(without);
        with.add(jar);
        Map<String, Program> programs = new LinkedHashMap<>();
        programs.put("SciJava without the plugin", new Program(without, List.of(program)));
        programs.put("SciJava with the plugin", new Program(with, List.of(program)));
        measure(programs);
    }

    /** Runs programs in turn. */
    private void measure(Map<String, Program> programs) {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int run = 0; run <= runs; run++)
            for (Map.Entry<String, Program> program : programs.entrySet()) {
                Map<String, Double> measured = program.getValue().run();
                if (run > 0)
                    measured.forEach((point, time) -> times.computeIfAbsent(
                                    program.getKey() + ": " + point, key -> new ArrayList<>())
                            .add(time));
            }
        times.forEach((what, all) -> {
            double median =
                    all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow();
            line("%-52s %10.0f%n", what, median);
            rows.add(Map.of("what", what, "median_ms", median, "ms", all));
        });
    }

    private static void line(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
