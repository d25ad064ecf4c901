package sc.fiji.invertibility.weights.download;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * Downloads the bytes of one file into its {@link PartFile}: all of them, or those that are missing from an earlier
 * attempt.
 */
final class FileTransfer {

    /** The most that a server may send if neither it nor the catalogue states the file's size. */
    private static final long UNANNOUNCED_LIMIT = 2L << 30;

    /** Returned instead of a position: that part, or that version, is not available. */
    private static final long NOT_TO_BE_HAD = -1;

    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final PublishedWeights file;
    private final PartFile part;
    private final Duration silence;
    private final Monitor monitor;
    private final HttpGetter exchange;

    FileTransfer(PublishedWeights file, PartFile part, Duration silence, Monitor monitor) {
        this.file = file;
        this.part = part;
        this.silence = silence;
        this.monitor = monitor;
        this.exchange = new HttpGetter(silence, monitor);
    }

    /**
     * Fetches what is missing.
     *
     * @return whether bytes of an earlier attempt were used
     * @throws WeightsException if the file does not arrive, or differs from what was announced
     * @throws IOException if it cannot be written
     * @throws CancellationException if the user asked to stop
     */
    boolean run() throws IOException {
        Optional<String> version = part.version(file.url());
        long have = part.length();
        // Without a version, the bytes may be those of an older file; a checksum will tell.
        boolean continued = have > 0
                && version.isPresent()
                && (!version.get().isEmpty() || file.checksum().isPresent())
                && have <= file.bytes().orElse(Long.MAX_VALUE);
        if (continued && file.bytes().isPresent() && have == file.bytes().getAsLong()) return true;
        long begun = continued ? fetch(have, version.get()) : NOT_TO_BE_HAD;
        if (begun == NOT_TO_BE_HAD) begun = fetch(0, "");
        return begun > 0;
    }

    /** Requests the bytes from a position on; returns the position of the first that arrived. */
    private long fetch(long from, String version) throws IOException {
        HttpResponse<BodyQueue> response = ask(from, version);
        try (BodyQueue bytes = response.body()) {
            int status = response.statusCode();
            if (from > 0 && status == RANGE_NOT_SATISFIABLE) {
                String all = response.headers().firstValue("Content-Range").orElse("");
                return all.equals("bytes */" + from) ? from : NOT_TO_BE_HAD;
            }
            if (status != 200 && (from == 0 || status != 206))
                throw NetworkErrors.of(file, NetworkErrors.status(status), null);
            ContentInfo body = head(response, from);
            if (body.from() > 0 && !version.isEmpty() && !version.equals(body.version())) return NOT_TO_BE_HAD;
            if (body.from() == 0) part.begin(file.url(), body.version());
            receive(body, bytes);
            return body.from();
        }
    }

    private HttpResponse<BodyQueue> ask(long from, String version) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        if (from > 0) headers.put("Range", "bytes=" + from + "-");
        if (from > 0 && !version.isEmpty()) headers.put("If-Range", version);
        monitor.progress(0, "asking " + file.url().getHost() + " for " + file.fileName());
        try {
            return exchange.get(file.url(), headers);
        } catch (WeightsException e) {
            throw e;
        } catch (IOException e) {
            throw NetworkErrors.of(file, NetworkErrors.unanswered(e), e);
        }
    }

    private ContentInfo head(HttpResponse<?> response, long from) throws IOException {
        try {
            return ContentInfo.of(response, from);
        } catch (WeightsException e) {
            throw NetworkErrors.of(file, e.getMessage(), e);
        }
    }

    private void receive(ContentInfo body, BodyQueue bytes) throws IOException {
        OptionalLong announced = body.total();
        if (announced.isPresent()
                && file.bytes().isPresent()
                && announced.getAsLong() != file.bytes().getAsLong()) {
            part.discard();
            throw NetworkErrors.of(
                    file,
                    "the server announces " + announced.getAsLong() + " bytes, expected "
                            + file.bytes().getAsLong() + "; the file there is another one now",
                    null);
        }
        OptionalLong total = announced.isPresent() ? announced : file.bytes();
        long limit = total.orElse(UNANNOUNCED_LIMIT);
        part.requireSpace(total.orElse(body.from()) - body.from());
        long have = body.from();
        LeastRate rate = new LeastRate(silence);
        for (List<ByteBuffer> piece = next(bytes, have, total); piece != null; piece = next(bytes, have, total)) {
            long before = have;
            for (ByteBuffer some : piece) {
                have += some.remaining();
                if (have > limit) {
                    part.discard();
                    throw NetworkErrors.of(file, "the server sends more than the " + limit + " bytes expected", null);
                }
                part.append(some);
            }
            monitor.progress(total.isPresent() ? have / (double) total.getAsLong() : 0, amount(have, total));
            try {
                rate.arrived(have - before);
            } catch (HttpTimeoutException e) {
                throw cut("the server sends less than 1 kB a second", have, total, e);
            }
        }
        if (total.isPresent() && have < total.getAsLong()) throw cut("the connection was cut", have, total, null);
    }

    private List<ByteBuffer> next(BodyQueue bytes, long have, OptionalLong total) throws IOException {
        try {
            return bytes.next(silence, monitor);
        } catch (IOException e) {
            throw cut(NetworkErrors.interrupted(e), have, total, e);
        }
    }

    private WeightsException cut(String what, long have, OptionalLong total, IOException cause) {
        return NetworkErrors.of(
                file, what + " after " + amount(have, total) + "; the next download goes on from there", cause);
    }

    private static String amount(long have, OptionalLong total) {
        String done = String.format(Locale.ROOT, "%.1f", have * 1e-6);
        return total.isEmpty()
                ? done + " MB"
                : String.format(Locale.ROOT, "%s of %.1f MB", done, total.getAsLong() * 1e-6);
    }
}
