package sc.fiji.invertibility.headless;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.invertibility.compute.Monitor;

/**
 * Makes progress of the lines that a batch writes, {@code 3/20 cells.tif: done in 812 ms}, and notices the stop button.
 */
final class BatchProgress extends OutputStream {

    private static final Pattern LINE = Pattern.compile("(\\d+)/(\\d+) .*");

    private final Monitor monitor;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    BatchProgress(Monitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void write(int letter) {
        if (letter != '\n') {
            line.write(letter);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8).strip();
        line.reset();
        Matcher done = LINE.matcher(text);
        if (done.matches())
            monitor.progress(Double.parseDouble(done.group(1)) / Double.parseDouble(done.group(2)), text);
        monitor.check();
    }
}
