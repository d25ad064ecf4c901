package sc.fiji.invertibility.command;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that need a screen, on one that nobody sees: the tests themselves run without. */
final class OnScreen {

    private OnScreen() {}

    /** Runs a class's main method in a Java of its own on a virtual screen; returns the lines that it prints. */
    static List<String> run(Class<?> program, String... words) throws IOException, InterruptedException {
        assumeTrue(
                isInstalled("xvfb-run") && isInstalled("Xvfb"), "skipped: Xvfb, a screen in memory, is not installed");
        List<String> java = List.of(
                "xvfb-run",
                "-a",
                "-s",
                "-screen 0 1366x768x24",
                System.getProperty("java.home") + "/bin/java",
                "-Djava.awt.headless=false",
                "-Dpython.cachedir.skip=true",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName());
        Path output = Files.createTempFile("screen", ".txt");
        Process process = new ProcessBuilder(
                        Stream.concat(java.stream(), Stream.of(words)).toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            String text = Files.readString(output);
            assertTrue(ended && process.exitValue() == 0, text);
            return text.lines().filter(line -> !line.startsWith("SLF4J")).toList();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    /** For a program with windows, which would otherwise wait for ever when it fails. */
    static void endOnErrors() {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            error.printStackTrace();
            System.exit(1);
        });
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }
}
