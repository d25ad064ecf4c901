package sc.fiji.invertibility.compute.opencl.device;

import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import net.haesleinhuepf.clij.clearcl.ClearCLDevice;
import net.haesleinhuepf.clij2.CLIJ2;

/**
 * The context in which the user's other CLIJ2 work runs. It is only read, never requested: asking CLIJ for another
 * device would close the context and with it the user's buffers.
 */
public final class ClijContext {

    private ClijContext() {}

    /**
     * Returns CLIJ2's context, if it has one.
     *
     * @param device the device that the context must be on
     * @return CLIJ2's context if CLIJ2 loads and runs on this device, else null
     */
    public static ClearCLContext on(ClearCLDevice device) {
        try {
            ClearCLContext context = CLIJ2.getInstance().getCLIJ().getClearCLContext();
            if (context.getPeerPointer() == null) return null;
            Object theirs = context.getDevice().getPeerPointer().getPointer();
            return theirs.equals(device.getPeerPointer().getPointer()) ? context : null;
        } catch (LinkageError | RuntimeException e) {
            // Outside of Fiji some of CLIJ2's own dependencies are missing.
            return null;
        }
    }
}
