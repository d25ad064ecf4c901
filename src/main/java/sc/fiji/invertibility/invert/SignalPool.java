package sc.fiji.invertibility.invert;

import java.util.ArrayDeque;
import java.util.Deque;
import sc.fiji.invertibility.compute.MemoryBudget;
import sc.fiji.invertibility.compute.Shape;

/** Images of one size, whose memory is reused: touching memory for the first time takes longer than adding to it. */
final class SignalPool {

    private final Shape shape;
    private final Deque<Plane[]> free = new ArrayDeque<>();

    SignalPool(Shape shape) {
        this.shape = shape;
    }

    /** Whether the heap has room for some images at once, and as much again for results. */
    boolean holds(int count) {
        long missing = Math.max(0, count - free.size()) * shape.size() * Float.BYTES;
        return missing == 0 || MemoryBudget.ofHeap(missing) >= missing;
    }

    /** Returns an image of zeros, whose pixels are reused as soon as it is closed. */
    Signal zeros() {
        Plane[] planes = free.poll();
        return planes == null ? Signal.zeros(shape, free::push) : Signal.zeros(shape, free::push, planes);
    }
}
