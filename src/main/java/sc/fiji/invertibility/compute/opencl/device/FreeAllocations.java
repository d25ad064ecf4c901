package sc.fiji.invertibility.compute.opencl.device;

import java.util.ArrayList;
import java.util.List;

/** Memory that waits for the next request of about its size. */
final class FreeAllocations {

    /** An allocation is reused for a request that leaves at most this part of it empty. */
    private static final int SLACK = 8;

    /** Most often they are few, or of few sizes, so that looking at them is faster than a sorted map. */
    private final List<Allocation> waiting = new ArrayList<>();

    /** Adds one, unless it waits already. */
    void add(Allocation unused) {
        if (unused.isFree()) return;
        unused.setFree(true);
        waiting.add(unused);
    }

    /**
     * Takes the smallest allocation that is at most slightly larger than a size, or null: tiles of an image differ by a
     * few pixels.
     */
    Allocation take(long size) {
        int best = smallest(size);
        if (best < 0) return null;
        Allocation found = waiting.get(best);
        Allocation last = waiting.remove(waiting.size() - 1);
        if (found != last) waiting.set(best, last);
        found.setFree(false);
        return found;
    }

    private int smallest(long size) {
        long most = size + size / SLACK;
        int best = -1;
        for (int i = waiting.size() - 1; i >= 0; i--) {
            long words = waiting.get(i).words();
            if (words < size || words > most) continue;
            best = i;
            if (words == size) break;
            most = words - 1;
        }
        return best;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Empties this; who takes them has to release them. */
    List<Allocation> drain() {
        List<Allocation> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
