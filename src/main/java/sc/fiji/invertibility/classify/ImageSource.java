package sc.fiji.invertibility.classify;

import java.io.IOException;

/** Images that are read one after the other, whenever they are needed. */
public interface ImageSource {

    /** {@return how many there are} */
    int size();

    /**
     * Names an image for messages and tables.
     *
     * @param index the image, from 0
     * @return its name
     */
    String name(int index);

    /**
     * Tells how large an image's file is, which distinguishes it from others of its name.
     *
     * @param index the image, from 0
     * @return bytes; 0 if there is no file
     */
    default long bytes(int index) {
        return 0;
    }

    /**
     * Reads an image. Called by one thread at a time.
     *
     * @param index the image, from 0
     * @return values of about 0 to 255, channel by channel and row by row
     * @throws IOException if it cannot be used; the message says why, without the name
     */
    float[] values(int index) throws IOException;
}
