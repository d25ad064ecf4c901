package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.EngineContractTest;

/** The contract on a device that claims 64 work-items a group, 16 KiB of local memory and no double precision. */
class SmallGpuTest extends EngineContractTest {

    @Override
    public Engine open() {
        return open(Long.MAX_VALUE);
    }

    @Override
    public Engine open(long bytes) {
        return GpuTestDevice.open(GpuTestDevice.SMALL, bytes);
    }
}
