package sc.fiji.invertibility.bench.torch;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that answers lines of JSON by lines of JSON. One that fails to answer in time is ended. */
final class LineProtocol implements AutoCloseable {

    /** Stands for the end of what the process says. */
    private static final String END = "";

    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;
    private final Writer questions;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /**
     * Starts the process.
     *
     * @param command its words
     * @param log takes what it writes to the standard error
     * @throws IllegalStateException if there is no such program
     */
    LineProtocol(List<String> command, Path log) {
        this.log = log;
        try {
            process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        } catch (IOException e) {
            throw new IllegalStateException(command.get(0) + " cannot be started: " + e.getMessage(), e);
        }
        questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "answers of " + command.get(0));
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException e) {
            // the process was ended in the middle of a line
        } finally {
            answers.add(END);
        }
    }

    /**
     * Asks and waits.
     *
     * @throws IllegalStateException if the answer is an error, if the process ends, or if it takes too long
     */
    JsonObject ask(JsonObject question, Duration patience) {
        if (!alive()) throw new IllegalStateException("has ended" + lastWords());
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new IllegalStateException("has ended" + lastWords(), e);
        }
        return answer(patience);
    }

    /**
     * Waits for an answer.
     *
     * @throws IllegalStateException if the answer is an error, if the process ends, or if it takes too long
     */
    JsonObject answer(Duration patience) {
        String line;
        try {
            line = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (line == null) {
            process.destroyForcibly();
            throw new IllegalStateException("did not answer within " + patience.toSeconds() + " s, and was ended");
        }
        if (line.equals(END)) throw new IllegalStateException("has ended" + lastWords());
        try {
            JsonObject answer = JsonParser.parseString(line).getAsJsonObject();
            if (answer.has("error"))
                throw new IllegalStateException(answer.get("error").getAsString());
            return answer;
        } catch (JsonParseException e) {
            process.destroyForcibly();
            throw new IllegalStateException("answered \"" + line + "\", which is no JSON, and was ended", e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** The last line of the log, after a colon. */
    private String lastWords() {
        try {
            process.waitFor(1, TimeUnit.SECONDS);
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
        } catch (IOException | InterruptedException e) {
            return "";
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(FAREWELL.toSeconds(), TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
