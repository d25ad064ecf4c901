package sc.fiji.invertibility.invert;

/**
 * An array that is reused for tiles of about the same size: touching memory for the first time takes longer than the
 * work done with it.
 */
final class ScratchArray {

    private float[] values = {};

    /** Returns the array, which has arbitrary content and may be longer than requested. */
    float[] of(long size) {
        if (values.length < size) values = new float[Math.toIntExact(size)];
        return values;
    }
}
