package sc.fiji.invertibility.bench.torch;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * PyTorch in a process of its own, a Python interpreter that works for this one. It measures its times itself, so that
 * the conversation is not counted.
 */
public final class Torch implements AutoCloseable {

    private static final List<String> SCRIPTS = List.of(
            "serve.py",
            "selftest.py",
            "cases.py",
            "backend.py",
            "once.py",
            "photo.py",
            "fista.py",
            "rip.py",
            "operations.py");

    /** Loading PyTorch's libraries takes long where they have not been read before. */
    private static final Duration START = Duration.ofSeconds(180);

    private static final Duration WORK = Duration.ofSeconds(120);

    private final Path folder;
    private final LineProtocol conversation;
    private final Duration patience;
    private final JsonObject description;
    private int jobs;

    private Torch(String module, Path folder, Duration patience, List<String> command) {
        this.folder = folder;
        this.patience = patience;
        List<String> words = Stream.concat(
                        command.stream(), Stream.of(folder.resolve("serve.py").toString(), module))
                .toList();
        conversation = new LineProtocol(words, folder.resolve("log"));
        try {
            description = conversation.answer(START);
        } catch (RuntimeException e) {
            conversation.close();
            throw e;
        }
    }

    /**
     * Starts PyTorch on a graphics card, or with {@code BENCH_TORCH=cpu} in the environment on the processor. The
     * interpreter is {@code python3}, or what {@code BENCH_PYTHON} names.
     *
     * @return PyTorch
     * @throws IllegalStateException if there is no Python, no PyTorch or no card, or with {@code BENCH_TORCH=off}
     */
    public static Torch start() {
        if ("off".equals(System.getenv("BENCH_TORCH"))) throw new IllegalStateException("BENCH_TORCH is off");
        String python = System.getenv().getOrDefault("BENCH_PYTHON", "python3");
        return start("cases", WORK, List.of(python));
    }

    /** Starts an interpreter with one of the modules, which has so long for each answer. */
    static Torch start(String module, Duration patience, List<String> command) {
        try {
            Path folder = Files.createTempDirectory("bench-torch");
            try {
                for (String script : SCRIPTS)
                    try (InputStream source = Torch.class.getResourceAsStream(script)) {
                        Files.copy(source, folder.resolve(script), StandardCopyOption.REPLACE_EXISTING);
                    }
                return new Torch(module, folder, patience, command);
            } catch (RuntimeException e) {
                delete(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives PyTorch work.
     *
     * @return the prepared work, which the caller closes
     * @throws IllegalStateException if PyTorch fails
     */
    public TorchJob prepare(TorchWork work) {
        int id = jobs++;
        Path tensors = folder.resolve("job" + id);
        try {
            Files.createDirectory(tensors);
            JsonObject request = work.request(tensors);
            request.addProperty("do", "prepare");
            request.addProperty("id", id);
            ask(request);
            delete(tensors);
            return new TorchJob(this, id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the library and its version, with those of CUDA and cuDNN} */
    public String version() {
        return description.get("library").getAsString() + " "
                + description.get("version").getAsString();
    }

    /** {@return the card's name, or that it is the processor} */
    public String device() {
        return description.get("device").getAsString();
    }

    /** {@return whether it works on a graphics card} */
    public boolean onCard() {
        return description.get("card").getAsBoolean();
    }

    /** {@return whether the card has tensor cores for {@link Precision#TF32}} */
    public boolean hasTf32() {
        return description.get("tf32").getAsBoolean();
    }

    /** {@return false once the process has ended, after which another one may be started} */
    public boolean alive() {
        return conversation.alive();
    }

    Path folder() {
        return folder;
    }

    JsonObject ask(JsonObject request) {
        try {
            return conversation.ask(request, patience);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(description.get("library").getAsString() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        conversation.close();
        try {
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(file);
        }
    }
}
