package sc.fiji.invertibility.compute.opencl;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.EngineContractTest;

/**
 * The contract again, with the kernels, group sizes and reductions that GPUs get, and without double
 * precision, on whatever device there is.
 */
class GpuKernelsTest extends EngineContractTest {

    @Override
    public Engine open() {
        return open(Long.MAX_VALUE);
    }

    @Override
    public Engine open(long bytes) {
        return OpenClTestDevice.likeAGpu(bytes);
    }
}
