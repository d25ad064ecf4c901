package sc.fiji.invertibility.compute.java;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Caches the banks that were packed last, so that packing one of them again costs nothing. The cache takes no more than
 * a part of the heap, and shrinks when the heap runs short.
 */
final class PackedFiltersCache {

    /** The number of weights that are kept; a bank that is larger by itself is kept until the next one. */
    private final long limit;

    private final Deque<SoftReference<WeightLayouts>> latestFirst = new ArrayDeque<>();

    /** Limits the cache to a number of bytes. */
    PackedFiltersCache(long bytes) {
        limit = bytes / Float.BYTES;
    }

    /** Returns the layouts of a bank's weights, from the cache if possible. */
    synchronized WeightLayouts of(FilterBank bank) {
        SoftReference<WeightLayouts> wanted = null;
        WeightLayouts found = null;
        long size = 0;
        for (Iterator<SoftReference<WeightLayouts>> all = latestFirst.iterator(); all.hasNext(); ) {
            SoftReference<WeightLayouts> kept = all.next();
            WeightLayouts layouts = kept.get();
            boolean suits = layouts != null && layouts.suits(bank);
            if (suits) {
                wanted = kept;
                found = layouts;
            } else if (layouts != null) size += layouts.size();
            if (layouts == null || suits || size > limit) all.remove();
        }
        if (found == null) {
            found = new WeightLayouts(bank);
            wanted = new SoftReference<>(found);
        }
        latestFirst.addFirst(wanted);
        return found;
    }

    synchronized void clear() {
        latestFirst.clear();
    }
}
