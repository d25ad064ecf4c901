package sc.fiji.invertibility.classify;

import java.io.IOException;
import java.nio.file.Path;

/** The features of many images, written once, one image after the other, and then read in any order. */
public interface FeatureStore extends AutoCloseable {

    /**
     * A store in memory if it fits there, or else at half precision in a temporary file, which closing removes.
     *
     * @param length values of an image
     * @param images the most images that there will be
     * @param memory bytes of the heap that may be taken
     * @param folder where a file may be made; null for the system's folder of temporary files
     * @return the store
     * @throws IOException if a file cannot be made
     */
    static FeatureStore of(int length, int images, long memory, Path folder) throws IOException {
        return (long) length * images * Float.BYTES <= memory
                ? new FeatureMemory(length)
                : FeatureFile.create(length, images, folder);
    }

    /** {@return how many values an image has} */
    int length();

    /** {@return how many images there are} */
    int size();

    /**
     * Adds an image.
     *
     * @param features its values
     * @throws IOException if they cannot be written
     */
    void add(float[] features) throws IOException;

    /**
     * Reads an image's features; may be called by several threads.
     *
     * @param index the image, from 0
     * @param values receives them
     * @param from where the first one is put
     * @throws IOException if they cannot be read
     */
    void read(int index, float[] values, int from) throws IOException;

    @Override
    void close() throws IOException;
}
