package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.LassoNorms;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.StepDistances;

/** The sums over a step's maps, those over its code possibly among the sums of the step before. */
final class LassoSums {

    private final Pending<double[]> sums;
    private final LassoAhead begun;
    private final LassoAhead next;
    private boolean waited;

    /**
     * @param sums of the code, unless they came earlier; two of the signal and one of its distance; the largest
     *     correlation; and those over the next code, if there is one
     * @param begun where this step began; null if its code is among the sums
     * @param next where the next step may begin; null if nowhere
     */
    LassoSums(Pending<double[]> sums, LassoAhead begun, LassoAhead next) {
        this.sums = sums;
        this.begun = begun;
        this.next = next;
        if (next != null) next.expect(sums, first() + 4);
    }

    private int first() {
        return begun == null ? WinogradStepKernels.OF_STEP : 0;
    }

    LassoNorms norms() {
        double[] all = sums.get(), code = begun == null ? all : begun.sums();
        waited = true;
        int first = first();
        return new LassoNorms(
                code[0],
                all[first],
                all[first + 1],
                all[first + 3],
                new StepDistances(code[1], all[first + 2], code[2], code[3]));
    }

    /** Gives up the sums, but not those that the next step needs. */
    void close() {
        if (next != null && !waited) {
            if (next.taken()) sums.get();
            else next.close();
        }
        sums.close();
    }
}
