package sc.fiji.invertibility.compute.opencl.device;

import net.haesleinhuepf.clij.clearcl.ClearCLBuffer;

/** Memory of the device, whose size is asked for often, and whether it waits for its next use. */
final class Allocation {

    private final ClearCLBuffer buffer;
    private final long words;
    private boolean free;

    Allocation(ClearCLBuffer buffer, long words) {
        this.buffer = buffer;
        this.words = words;
    }

    ClearCLBuffer buffer() {
        return buffer;
    }

    /** Its size in 32-bit words. */
    long words() {
        return words;
    }

    boolean isFree() {
        return free;
    }

    void setFree(boolean waits) {
        free = waits;
    }
}
