package sc.fiji.invertibility.compute.java;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Shape;

/**
 * The part of the heap that one engine holds: its maps, and a bounded pool of free planes. Each channel of a map is an
 * array of its own, so that a map may have more than 2^31 values.
 */
final class HeapMemory {

    private static final int BYTES = Float.BYTES;

    private final long limit;
    private final long pooledLimit;
    private final Map<Integer, Deque<float[]>> free = new HashMap<>();
    private long live;
    private long pooled;
    private boolean closed;

    HeapMemory(long limit) {
        this.limit = limit;
        this.pooledLimit = limit / 4;
    }

    long limit() {
        return limit;
    }

    synchronized long bytesInUse() {
        return live + pooled;
    }

    /** Returns planes with arbitrary content. */
    synchronized float[][] take(Shape shape) {
        requireOpen();
        shape.requireCountablePixels();
        long bytes = shape.size() * BYTES;
        if (live + pooled + bytes > limit) dropPool();
        if (live + bytes > limit) throw outOfMemory(shape, null);
        try {
            return allocate(shape);
        } catch (OutOfMemoryError first) {
            dropPool();
            try {
                return allocate(shape);
            } catch (OutOfMemoryError second) {
                throw outOfMemory(shape, second);
            }
        }
    }

    /** Takes planes back, into the pool if it has room. */
    synchronized void giveBack(float[][] planes) {
        if (closed) return;
        for (float[] plane : planes) {
            long bytes = (long) plane.length * BYTES;
            live -= bytes;
            if (pooled + bytes > pooledLimit) continue;
            pooled += bytes;
            free.computeIfAbsent(plane.length, length -> new ArrayDeque<>()).push(plane);
        }
    }

    /** Counts memory that is not a plane. */
    synchronized void reserve(long bytes) {
        requireOpen();
        if (live + pooled + bytes > limit) dropPool();
        if (live + bytes > limit)
            throw new OutOfDeviceMemory(
                    bytes + " bytes do not fit into the heap: the Java engine holds " + live + " of " + limit, null);
        live += bytes;
    }

    /** Stops counting it. */
    synchronized void release(long bytes) {
        if (!closed) live -= bytes;
    }

    synchronized void close() {
        closed = true;
        live = 0;
        dropPool();
    }

    synchronized void requireOpen() {
        if (closed) throw new IllegalStateException("the Java engine is closed");
    }

    private float[][] allocate(Shape shape) {
        float[][] planes = new float[shape.channels()][];
        int pixels = (int) shape.pixels();
        long bytes = (long) pixels * BYTES;
        Deque<float[]> reusable = free.getOrDefault(pixels, new ArrayDeque<>());
        for (int c = 0; c < planes.length; c++) {
            float[] plane = reusable.poll();
            if (plane != null) pooled -= bytes;
            planes[c] = plane != null ? plane : new float[pixels];
        }
        live += bytes * planes.length;
        return planes;
    }

    synchronized void dropPool() {
        free.clear();
        pooled = 0;
    }

    private OutOfDeviceMemory outOfMemory(Shape shape, Throwable cause) {
        return new OutOfDeviceMemory(
                "a map of " + shape + " values does not fit into the heap: the Java engine holds " + live + " of "
                        + limit + " bytes",
                cause);
    }
}
