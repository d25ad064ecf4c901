package sc.fiji.invertibility.bench;

import java.util.Map;

/** One way to do a case's work, with everything prepared that can be prepared once. */
interface Contender extends AutoCloseable {

    /** Does the work once, from an image on the heap to a result on the heap. */
    Outcome run();

    /** Does the work once more, and returns how long it took; a contender in another process measures that there. */
    default Turn turn() {
        return Turn.of(this::run);
    }

    /** {@return which of several equivalent forms of a step it takes, by step; empty where there are none} */
    default Map<String, String> forms() {
        return Map.of();
    }

    @Override
    void close();
}
