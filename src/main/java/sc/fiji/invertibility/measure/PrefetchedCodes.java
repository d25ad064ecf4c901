package sc.fiji.invertibility.measure;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import net.imglib2.parallel.Parallelization;
import sc.fiji.invertibility.compute.SparseCode;

/**
 * Draws codes one after another. If the source allows it, some are drawn ahead on the threads of ImgLib2's {@link
 * Parallelization}, while the previous ones are measured. Once this is closed, no code is being drawn any more.
 */
final class PrefetchedCodes implements AutoCloseable {

    private final CodeSource source;
    private final int draws;
    private final int lead;
    private final Executor executor;
    private final Queue<CompletableFuture<CodeSample>> ahead = new ArrayDeque<>();
    private CompletableFuture<SparseCode> last = CompletableFuture.completedFuture(null);
    private int started;
    private volatile boolean closed;

    /**
     * @param draws the number of codes
     * @param lead how many codes are drawn before they are asked for
     */
    PrefetchedCodes(CodeSource source, int draws, int lead) {
        this.source = source;
        this.draws = draws;
        this.lead = source.concurrent() ? lead : 0;
        this.executor = source.concurrent() ? Parallelization.getExecutorService() : Runnable::run;
    }

    /** Begins to draw as many codes as are to be drawn ahead. */
    void prefetch() {
        while (started < draws && ahead.size() < lead) start(started++);
    }

    /** The next code. */
    CodeSample next() {
        if (ahead.isEmpty()) start(started++);
        try {
            return ahead.remove().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw e;
        }
    }

    private void start(int index) {
        CompletableFuture<SparseCode> before = last;
        last = CompletableFuture.supplyAsync(() -> draw(index), executor);
        ahead.add(last.thenCombineAsync(before, CodeSample::of, executor));
    }

    private SparseCode draw(int index) {
        if (closed) throw new CancellationException("closed before draw " + index);
        return source.code(index);
    }

    @Override
    public void close() {
        closed = true;
        for (CompletableFuture<CodeSample> draw : ahead)
            draw.handle((code, failure) -> null).join();
    }
}
