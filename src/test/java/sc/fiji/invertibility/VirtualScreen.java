package sc.fiji.invertibility;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A screen that nobody sees, for programs that open windows while tests run. */
public final class VirtualScreen implements AutoCloseable {

    private final Process server;
    private final String display;

    private VirtualScreen(Process server, String display) {
        this.server = server;
        this.display = display;
    }

    /**
     * Opens a screen, or skips the running test where Xvfb is not installed.
     *
     * @param width in pixels
     * @param height in pixels
     * @return the screen
     */
    public static VirtualScreen open(int width, int height) throws IOException {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean installed =
                Stream.of(path.split(File.pathSeparator)).anyMatch(folder -> new File(folder, "Xvfb").canExecute());
        assumeTrue(installed, "skipped: there is no Xvfb, which makes a screen for windows");
        Process server = new ProcessBuilder(
                        "Xvfb", "-displayfd", "1", "-screen", "0", width + "x" + height + "x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String number = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (number == null) server.destroy();
        assumeTrue(number != null, "skipped: Xvfb does not start");
        return new VirtualScreen(server, ":" + number);
    }

    /**
     * Runs a class's main method on this screen, in a Java of its own with this one's class path.
     *
     * @param log where its words go
     * @param program the class
     * @param arguments its arguments
     * @return its exit status; −1 if it had to be ended after ten minutes
     */
    public int run(Path log, Class<?> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=false",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("DISPLAY", display);
        Process process = builder.start();
        try {
            return process.waitFor(10, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        server.destroy();
    }
}
