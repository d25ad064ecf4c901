package sc.fiji.invertibility.headless;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The folder in which a batch's results are put together, wherever it is; the driver and all workers see it. */
interface ResultPlace extends AutoCloseable {

    /**
     * What there is of an image.
     *
     * @param record the text of its {@link RunRecord}
     * @param modified when it was written, in milliseconds by the clock of the disk
     */
    record Written(String record, long modified) {}

    /** A folder of this process for results that are not complete; they can be published from there. */
    Path staging() throws IOException;

    /** Whether a fault is this machine's own: whether results are staged on a disk that other machines do not use. */
    boolean stagesOnOwnDisk();

    /** The record in an image's folder. */
    Optional<Written> written(String image) throws IOException;

    /** The size of a file in an image's folder; −1 if there is none. */
    long bytes(String image, String file);

    /** Moves a folder's files into an image's, the record last; what another attempt published meanwhile stays. */
    void publish(Path made, String image) throws IOException;

    /** The tables of an image, by the names of their files. */
    Map<String, String> tables(String image) throws IOException;

    /** Replaces a table over all images by a file of this machine, at once or not at all; returns what to call it. */
    String replace(String name, Path by) throws IOException;

    /**
     * A run that has begun.
     *
     * @param hidden the folder in which its workers keep what is not complete; the driver removes it
     * @param since when it began, in milliseconds by the clock of the disk
     */
    record Begun(String hidden, long since) implements Serializable {}

    /** Begins a run: makes sure that results can be written, and removes what killed ones left. */
    Begun begin() throws BadInputException, IOException;

    @Override
    void close();
}
