package sc.fiji.invertibility.headless;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A shell for tests: runs a command line and keeps its output. */
final class TypedCommand {

    private ByteArrayOutputStream out;
    private ByteArrayOutputStream err;

    int run(String... words) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        return new Runner(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .execute(words);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
