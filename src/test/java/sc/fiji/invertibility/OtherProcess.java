package sc.fiji.invertibility;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process of its own, of the tests' classes, which a test may kill as a power cut or a user would. */
public final class OtherProcess {

    private final Process process;

    private OtherProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a program.
     *
     * @param main the class with its main method
     * @param arguments the method's arguments
     */
    public static OtherProcess start(Class<?> main, Object... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /**
     * Starts a program by way of another one.
     *
     * @param launcher the words before java's own, none for java itself
     */
    public static OtherProcess start(List<String> launcher, Class<?> main, Object... arguments) throws IOException {
        List<String> words = new ArrayList<>(launcher);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"), main.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        return new OtherProcess(new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Returns the next line that the program prints; null at its end. */
    public String line() throws IOException {
        return process.inputReader().readLine();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Ends it at once (SIGKILL on Unix), without its own clean-up. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(60, TimeUnit.SECONDS)) throw new AssertionError("a process does not end when killed");
    }
}
