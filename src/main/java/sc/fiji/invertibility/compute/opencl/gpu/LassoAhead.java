package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.Arrays;
import sc.fiji.invertibility.compute.LassoPoint;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.ProximalStep;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;

/**
 * The code after a step that will probably be asked for, and its transformed inputs. A step that is asked for begins
 * there if it is this one; else, this is closed with the maps of the step before.
 */
final class LassoAhead implements AutoCloseable {

    private final WinogradPair w;
    private final ProximalStep step;
    private final DeviceMap code;
    private final DeviceBuffer transformed;
    private Pending<double[]> all;
    private int first;
    private boolean taken;
    private boolean closed;

    /**
     * @param step where it begins, and how far it goes
     * @param code z⁺
     * @param transformed its inputs of Wᵀ
     */
    LassoAhead(WinogradPair w, ProximalStep step, DeviceMap code, DeviceBuffer transformed) {
        this.w = w;
        this.step = step;
        this.code = code;
        this.transformed = transformed;
    }

    /** {@return the step from the last point and a new one that goes as far as the last step} */
    static ProximalStep after(ProximalStep step, LassoPoint z) {
        return new ProximalStep(step.z(), z, step.nextBeta(), step.length(), step.threshold(), Double.NaN);
    }

    /** {@return whether a step by some filters is this one, and it has not been taken} */
    boolean is(WinogradPair by, ProximalStep asked) {
        return !taken
                && !closed
                && by.filters() == w.filters()
                && same(asked.z(), step.z())
                && same(asked.before(), step.before())
                && asked.beta() == step.beta()
                && asked.length() == step.length()
                && asked.threshold() == step.threshold();
    }

    private static boolean same(LassoPoint a, LassoPoint b) {
        return a.code() == b.code() && a.correlations() == b.correlations();
    }

    /** {@return the code, which the scope owns from now on} */
    DeviceMap take(Scope owner) {
        taken = true;
        return owner.own(code);
    }

    boolean taken() {
        return taken;
    }

    /** The kernel that makes the code, its inputs, and the correlations it depends on. */
    SumReduction after(WinogradStepKernels kernels, DeviceBuffer products, DeviceMap correlations) {
        return kernels.correlations(w, products, step, correlations, code, transformed);
    }

    /** {@return what the transformed code is in, to be closed by whoever took the code} */
    DeviceBuffer transformed() {
        return transformed;
    }

    /** Names the sums among which are those over the code. */
    void expect(Pending<double[]> all, int first) {
        this.all = all;
        this.first = first;
    }

    /** {@return ‖z⁺‖₁, ‖z⁺ − y‖², ‖y − z‖² and ‖z⁺ − z‖²} */
    double[] sums() {
        return Arrays.copyOfRange(all.get(), first, first + WinogradStepKernels.OF_STEP);
    }

    @Override
    public void close() {
        if (taken || closed) return;
        closed = true;
        code.close();
        transformed.close();
    }
}
