package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.EngineContractTest;

class GpuEngineTest extends EngineContractTest {

    @Override
    public Engine open() {
        return open(Long.MAX_VALUE);
    }

    @Override
    public Engine open(long bytes) {
        return GpuTestDevice.open(GpuTestDevice.limits(), bytes);
    }
}
