package sc.fiji.invertibility.bench.scaling;

import sc.fiji.invertibility.compute.Engine;

/** Looks every millisecond how much memory an engine holds, and keeps the most. */
final class PeakMemory implements AutoCloseable {

    private final Engine engine;
    private final Thread watch;
    private volatile boolean closed;
    private volatile long bytes;

    private PeakMemory(Engine engine) {
        this.engine = engine;
        this.watch = new Thread(this::look, "peak memory");
    }

    static PeakMemory of(Engine engine) {
        PeakMemory peak = new PeakMemory(engine);
        peak.watch.setDaemon(true);
        peak.watch.start();
        return peak;
    }

    private void look() {
        while (!closed) {
            bytes = Math.max(bytes, engine.bytesInUse());
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            watch.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the most that was held, once this is closed; free buffers kept for reuse count} */
    long bytes() {
        return bytes;
    }
}
