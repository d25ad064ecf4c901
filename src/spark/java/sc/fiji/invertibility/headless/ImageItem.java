package sc.fiji.invertibility.headless;

import java.io.Serializable;

/**
 * An image of a batch.
 *
 * @param index its place in the batch, from 0
 * @param file its file's name, without the folder
 * @param folder the name of its results' folder
 */
record ImageItem(long index, String file, String folder) implements Serializable {}
