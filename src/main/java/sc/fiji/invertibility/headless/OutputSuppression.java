package sc.fiji.invertibility.headless;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Discards what libraries print while a command runs: the runner's streams carry only the runner's own output. */
final class OutputSuppression {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    private OutputSuppression() {}

    /** Lets all output through again. */
    static OutputSuppression none() {
        return new OutputSuppression();
    }

    static OutputSuppression begin() {
        OutputSuppression suppression = new OutputSuppression();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        return suppression;
    }

    void end() {
        System.setOut(out);
        System.setErr(err);
    }
}
