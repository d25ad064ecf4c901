package sc.fiji.invertibility.compute.java;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The banks that were packed last, so that one that is packed again costs nothing. They take no more than a part of
 * the heap, and make room when the heap is short.
 */
final class Packings {

    /** Weights that are kept; a bank that is larger by itself is kept until the next one. */
    private final long limit;

    private final Deque<SoftReference<Packing>> latestFirst = new ArrayDeque<>();

    /** Keeps so many bytes. */
    Packings(long bytes) {
        limit = bytes / Float.BYTES;
    }

    /** Returns a bank's packing, perhaps one of before. */
    synchronized Packing of(FilterBank bank) {
        SoftReference<Packing> wanted = null;
        Packing found = null;
        long size = 0;
        for (Iterator<SoftReference<Packing>> all = latestFirst.iterator(); all.hasNext(); ) {
            SoftReference<Packing> kept = all.next();
            Packing packing = kept.get();
            boolean suits = packing != null && packing.suits(bank);
            if (suits) {
                wanted = kept;
                found = packing;
            } else if (packing != null) size += packing.size();
            if (packing == null || suits || size > limit) all.remove();
        }
        if (found == null) {
            found = new Packing(bank);
            wanted = new SoftReference<>(found);
        }
        latestFirst.addFirst(wanted);
        return found;
    }

    synchronized void clear() {
        latestFirst.clear();
    }
}
