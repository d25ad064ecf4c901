package sc.fiji.invertibility.command.explore;

import java.util.function.Consumer;

/** Makes the command's images and table for a setting. */
interface ImageMaker {

    /**
     * Begins, and returns at once.
     *
     * @param settings the setting
     * @param said receives one sentence about how it ended, in any thread
     */
    void make(Settings settings, Consumer<String> said);
}
