package sc.fiji.invertibility.bench;

/** One way to do a case's work, with all that can be prepared once prepared. */
interface Contender extends AutoCloseable {

    /** Does the work once, from an image on the heap to a result on the heap. */
    Outcome run();

    @Override
    void close();
}
