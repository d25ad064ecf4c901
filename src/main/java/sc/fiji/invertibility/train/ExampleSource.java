package sc.fiji.invertibility.train;

import java.io.IOException;
import java.util.SplittableRandom;

/** Examples that are read when they are needed, by a thread of their own, such as the images of a folder. */
public interface ExampleSource {

    /** {@return how many examples there are, those that turn out to be unreadable included} */
    int size();

    /**
     * {@return what tells these examples from others, in words: a training only goes on with the same ones} Those of
     * files have a number that changes with their names and sizes.
     */
    default String described() {
        return size() + " images";
    }

    /**
     * Reads an example. All examples that are read have images of one size.
     *
     * @param index which, from 0 on
     * @param random decides on flips and crops; seeded by the epoch and the index, so that nothing depends on threads
     * @return the example
     * @throws IOException if it cannot be used: its name and why, in one sentence; it is then skipped
     */
    Example read(int index, SplittableRandom random) throws IOException;
}
