package sc.fiji.invertibility.compute.opencl.device;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLDevice;

/**
 * The contexts in which a device failed. No engine is opened in them again, and they are neither closed nor forgotten:
 * ClearCL would hand the same context to the next caller who asks for a new one.
 */
public final class FailedContexts {

    private static final Map<ClearCLContext, String> REASONS = new LinkedHashMap<>();

    private FailedContexts() {}

    static synchronized void add(ClearCLContext context, String reason) {
        REASONS.putIfAbsent(context, reason);
    }

    static synchronized void clear() {
        REASONS.clear();
    }

    /**
     * Returns why a device failed in a context.
     *
     * @param context the context
     * @return the first reason, in one sentence; empty if it did not fail there
     */
    public static synchronized Optional<String> reason(ClearCLContext context) {
        return Optional.ofNullable(REASONS.get(context));
    }

    /**
     * Returns the number of contexts in which a device failed.
     *
     * @param device the device
     * @return their number since the program was started
     */
    public static synchronized int on(ClearCLDevice device) {
        Object id = device.getPeerPointer().getPointer();
        return (int) REASONS.keySet().stream()
                .filter(context ->
                        context.getDevice().getPeerPointer().getPointer().equals(id))
                .count();
    }
}
