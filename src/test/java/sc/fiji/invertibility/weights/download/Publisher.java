package sc.fiji.invertibility.weights.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that offers one file at {@code /file.bin}, and can be told to misbehave. */
final class Publisher implements AutoCloseable {

    /** The handling of one request. */
    interface Manner {
        void answer(HttpExchange request, byte[] file) throws IOException;
    }

    final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile byte[] file;
    private volatile Manner manner = Publisher::whole;

    Publisher(byte[] file) throws IOException {
        this.file = file;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file.bin");
    }

    Publisher offering(byte[] other) {
        file = other;
        return this;
    }

    Publisher in(Manner other) {
        manner = other;
        return this;
    }

    private void handle(HttpExchange request) throws IOException {
        requests.add(request.getRequestURI() + " " + request.getRequestHeaders().getFirst("Range") + " "
                + request.getRequestHeaders().getFirst("If-Range"));
        try (request) {
            manner.answer(request, file);
        }
    }

    /** Does not know ranges. */
    static void whole(HttpExchange request, byte[] file) throws IOException {
        request.sendResponseHeaders(200, file.length);
        request.getResponseBody().write(file);
    }

    /** Ranges and versions, as the standard has them. */
    static Manner ranges(String tag) {
        Manner ranges = rangesOfAnyVersion(tag);
        return (request, file) -> {
            String version = request.getRequestHeaders().getFirst("If-Range");
            if (version == null || version.equals(tag)) ranges.answer(request, file);
            else whole(request, file);
        };
    }

    /** Ranges, from a server that ignores the requested version. */
    static Manner rangesOfAnyVersion(String tag) {
        return (request, file) -> {
            request.getResponseHeaders().set("ETag", tag);
            String range = request.getRequestHeaders().getFirst("Range");
            if (range == null) {
                whole(request, file);
                return;
            }
            int from = Integer.parseInt(range.replaceAll("\\D", ""));
            if (from >= file.length) {
                request.getResponseHeaders().set("Content-Range", "bytes */" + file.length);
                request.sendResponseHeaders(416, -1);
                return;
            }
            request.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
            request.sendResponseHeaders(206, file.length - from);
            request.getResponseBody().write(file, from, file.length - from);
        };
    }

    /** Announces everything, sends a part, and closes the connection. */
    static Manner cutAfter(int bytes, String tag) {
        return (request, file) -> {
            request.getResponseHeaders().set("ETag", tag);
            request.sendResponseHeaders(200, file.length);
            OutputStream out = request.getResponseBody();
            out.write(file, 0, bytes);
            out.flush();
            throw new IOException("hung up, as told");
        };
    }

    static Manner status(int status) {
        return (request, file) -> {
            byte[] page = "<html>a page about it</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            request.sendResponseHeaders(status, page.length);
            request.getResponseBody().write(page);
        };
    }

    static Manner redirect(String location, Manner there) {
        return (request, file) -> {
            if (request.getRequestURI().getPath().equals("/moved.bin")) {
                there.answer(request, file);
                return;
            }
            request.getResponseHeaders().set("Location", location);
            request.sendResponseHeaders(302, -1);
        };
    }

    /** Does not announce a length. */
    static Manner unannounced(int times) {
        return (request, file) -> {
            request.sendResponseHeaders(200, 0);
            for (int i = 0; i < times; i++) request.getResponseBody().write(file);
        };
    }

    /** Sends a part, then nothing for as long as the test may last. */
    static Manner silentAfter(int bytes) {
        return (request, file) -> {
            request.getResponseHeaders().set("ETag", "\"1\"");
            request.sendResponseHeaders(200, file.length);
            request.getResponseBody().write(file, 0, bytes);
            request.getResponseBody().flush();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
