package sc.fiji.invertibility.compute;

/** Where a pooled value is put back. */
public enum Unpooling {
    /** At its switch: the position it was taken from. */
    SWITCHES,
    /** At the top-left of its window: the paper's naive upsampling (section 4). */
    TOP_LEFT
}
