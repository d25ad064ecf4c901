package sc.fiji.invertibility.bench.start;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Java program in a process of its own.
 *
 * @param classes its class path
 * @param words its main class and arguments
 */
record Program(List<Path> classes, List<String> words) {

    /** What a run took in all. */
    static final String PROCESS = "whole process";

    /**
     * Runs it.
     *
     * @return milliseconds by name: the lines {@code MILLISECONDS NAME} that it printed, and the whole process
     */
    Map<String, Double> run() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Djava.awt.headless=true", "-XX:+UseParallelGC"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .put("CLASSPATH", classes.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        try {
            long start = System.nanoTime();
            Process process = builder.start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) throw new IllegalStateException(words + " ended with " + status + ": " + printed);
            Map<String, Double> times = new LinkedHashMap<>();
            printed.lines()
                    .filter(line -> line.matches("[0-9.]+ .*"))
                    .forEach(line -> times.put(
                            line.substring(line.indexOf(' ') + 1),
                            Double.valueOf(line.substring(0, line.indexOf(' ')))));
            times.put(PROCESS, (System.nanoTime() - start) * 1e-6);
            return times;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
