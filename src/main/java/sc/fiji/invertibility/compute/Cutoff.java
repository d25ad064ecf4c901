package sc.fiji.invertibility.compute;

/**
 * The rule by which the k largest units are kept: all units of larger magnitude than the cutoff, and those of equal
 * magnitude up to a position. Two numbers are enough for exactly k units, ties going to the first in row-major order,
 * on any engine and in any tiling.
 *
 * @param magnitude the k-th largest magnitude
 * @param position the row-major position of the last unit of that magnitude to be kept
 */
public record Cutoff(float magnitude, long position) {

    /** Keeps every unit. */
    public static final Cutoff ALL = new Cutoff(0, Long.MAX_VALUE);

    /**
     * Returns whether a unit is kept.
     *
     * @param value the unit's value
     * @param position its row-major position in the whole pooled map
     * @return true if it is one of the k largest
     */
    public boolean keeps(float value, long position) {
        float size = Math.abs(value);
        return size > magnitude || size == magnitude && position <= this.position;
    }
}
