package sc.fiji.invertibility.headless;

/**
 * Something is wrong with a worker and not with an image: its disk is full, for example. It is thrown and not recorded, so
 * that Spark does the work elsewhere and leaves such a worker out.
 */
final class WorkerFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WorkerFault(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
