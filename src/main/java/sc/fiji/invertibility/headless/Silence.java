package sc.fiji.invertibility.headless;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Swallows what libraries print while a command runs: the runner's streams hold the runner's words alone. */
final class Silence {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    private Silence() {}

    /** Lets everything be heard. */
    static Silence none() {
        return new Silence();
    }

    static Silence begin() {
        Silence silence = new Silence();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        return silence;
    }

    void end() {
        System.setOut(out);
        System.setErr(err);
    }
}
