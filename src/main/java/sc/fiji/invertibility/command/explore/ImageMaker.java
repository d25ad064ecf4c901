package sc.fiji.invertibility.command.explore;

import java.util.function.Consumer;

/** Makes the images and the table that the command makes of a setting. */
interface ImageMaker {

    /**
     * Begins to; returns at once.
     *
     * @param settings the setting
     * @param said is told in one sentence, in any thread, how it ended
     */
    void make(Settings settings, Consumer<String> said);
}
