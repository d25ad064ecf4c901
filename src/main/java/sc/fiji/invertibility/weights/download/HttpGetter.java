package sc.fiji.invertibility.weights.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.weights.WeightsException;

/** Requests a file over HTTP. Redirections are followed here, since every address on the way has to be a safe one. */
final class HttpGetter {

    private static final long LISTEN_MILLIS = 50;
    private static final int REDIRECTIONS = 5;

    private final HttpClient client;
    private final Duration silence;
    private final Monitor monitor;

    HttpGetter(Duration silence, Monitor monitor) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(silence)
                .build();
        this.silence = silence;
        this.monitor = monitor;
    }

    /**
     * Sends a request, and returns when the header of the last response has arrived. The caller closes the body.
     *
     * @throws WeightsException if a redirection leads nowhere or to an unsafe address
     * @throws IOException if there is no connection or no answer
     * @throws CancellationException if the user asked to stop
     */
    HttpResponse<BodyQueue> get(URI url, Map<String, String> headers) throws IOException {
        URI place = url;
        for (int i = 0; i <= REDIRECTIONS; i++) {
            HttpResponse<BodyQueue> response = send(request(place, headers));
            int status = response.statusCode();
            boolean elsewhere = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
            if (!elsewhere) return response;
            response.body().close();
            place = next(place, response);
        }
        throw new WeightsException(url + ": redirected more than " + REDIRECTIONS + " times");
    }

    private HttpRequest request(URI url, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(silence)
                .header("User-Agent", "cnn-invertibility")
                // The bytes without content encoding, since lengths, ranges and checksums refer to them.
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        return request.build();
    }

    private HttpResponse<BodyQueue> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<BodyQueue>> answer = client.sendAsync(request, head -> new BodyQueue());
        try {
            while (true) {
                if (monitor.cancelled()) {
                    answer.cancel(true);
                    monitor.check();
                }
                try {
                    return answer.get(LISTEN_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillWaiting) {
                    continue;
                }
            }
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) throw failure;
            throw new IOException(e.getCause());
        }
    }

    private static URI next(URI from, HttpResponse<?> response) throws WeightsException {
        String location = response.headers().firstValue("Location").orElse("");
        try {
            if (location.isBlank()) throw new IllegalArgumentException("no place is given");
            return SafeUrl.check(from.resolve(location));
        } catch (IllegalArgumentException e) {
            throw new WeightsException(from + ": redirected to where it cannot be followed: " + e.getMessage(), e);
        }
    }
}
