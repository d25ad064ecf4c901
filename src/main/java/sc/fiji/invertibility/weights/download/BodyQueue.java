package sc.fiji.invertibility.weights.download;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import sc.fiji.invertibility.compute.Monitor;

/**
 * The body of a response, read piece by piece on the caller's thread, so that a request to stop and a silent server are
 * noticed while nothing arrives; the client's own streams do not allow that. At most one piece is in flight, whatever
 * the server sends.
 */
final class BodyQueue implements HttpResponse.BodySubscriber<BodyQueue>, AutoCloseable {

    private static final long LISTEN_MILLIS = 50;

    private record Piece(List<ByteBuffer> bytes, Throwable failure) {}

    private static final Piece END = new Piece(List.of(), null);

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    /** The response is available as soon as its header is. */
    @Override
    public CompletionStage<BodyQueue> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        source.request(1);
        subscription.complete(source);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        pieces.add(new Piece(bytes, null));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Piece(List.of(), failure));
    }

    @Override
    public void onComplete() {
        pieces.add(END);
    }

    /**
     * Waits for the next piece.
     *
     * @return the piece, or null at the end of the body
     * @throws HttpTimeoutException if nothing arrived for too long
     * @throws IOException if the connection was lost
     * @throws CancellationException if the user asked to stop
     */
    List<ByteBuffer> next(Duration silence, Monitor monitor) throws IOException {
        long start = System.nanoTime();
        try {
            while (true) {
                monitor.check();
                Piece piece = pieces.poll(LISTEN_MILLIS, TimeUnit.MILLISECONDS);
                if (piece == null) {
                    if (System.nanoTime() - start > silence.toNanos()) throw new HttpTimeoutException("silence");
                    continue;
                }
                if (piece.failure() != null) throw new IOException(piece.failure());
                if (piece == END) return null;
                subscription.thenAccept(source -> source.request(1));
                return piece.bytes();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** Closes the connection, unless the body has ended. */
    @Override
    public void close() {
        subscription.thenAccept(Flow.Subscription::cancel);
    }
}
