package sc.fiji.invertibility.invert;

/**
 * An array that is used again and again, for tiles of about the same size: memory that is touched for the first time
 * takes longer than what is done with it.
 */
final class ScratchArray {

    private float[] values = {};

    /** Gives the array, which is longer where it was asked for more before, and may hold anything. */
    float[] of(long size) {
        if (values.length < size) values = new float[Math.toIntExact(size)];
        return values;
    }
}
