package sc.fiji.invertibility.compute.opencl;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.EngineContractTest;

class OpenClEngineTest extends EngineContractTest {

    @Override
    public Engine open() {
        return OpenClTestDevice.first().open();
    }

    @Override
    public Engine open(long bytes) {
        return OpenClTestDevice.first().open(bytes);
    }
}
