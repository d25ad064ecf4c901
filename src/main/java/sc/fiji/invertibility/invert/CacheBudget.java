package sc.fiji.invertibility.invert;

/**
 * The number of bytes that may be used to keep data from one pass over the tiles to the next, on a device or on the
 * heap.
 */
final class CacheBudget {

    private long limit;
    private long taken;
    private long most;

    CacheBudget(long limit) {
        this.limit = limit;
    }

    /** Reserves bytes, unless too few would be left. */
    boolean take(long bytes, long left) {
        if (bytes > left() - left) return false;
        taken += bytes;
        most = Math.max(most, taken);
        return true;
    }

    void giveBack(long bytes) {
        taken -= bytes;
    }

    /** From now on, no more is taken at a time than now. */
    void stopGrowing() {
        limit = Math.min(limit, taken);
    }

    long left() {
        return limit - taken;
    }

    /** The most bytes that were reserved at a time. */
    long most() {
        return most;
    }
}
