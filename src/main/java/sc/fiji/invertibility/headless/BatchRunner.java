package sc.fiji.invertibility.headless;

import java.io.IOException;

/** Runs batches elsewhere than in this process, on a cluster for example. */
@FunctionalInterface
interface BatchRunner {

    /**
     * Runs a command over many images.
     *
     * @return the exit status
     */
    int run(Execution execution, BatchOrder order) throws BadInputException, IOException;
}
