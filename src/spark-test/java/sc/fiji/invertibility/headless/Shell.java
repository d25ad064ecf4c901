package sc.fiji.invertibility.headless;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs command lines in this process, here or on Spark, and keeps what they print. */
final class Shell {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    int here(String... words) {
        return new Runner(print(out), print(err)).execute(words);
    }

    int onSpark(String... words) {
        return SparkRunner.execute(print(out), print(err), words);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        to.reset();
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
