package sc.fiji.invertibility.compute.opencl.processor;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.EngineContractTest;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;

class ProcessorEngineTest extends EngineContractTest {

    @Override
    public Engine open() {
        return OpenClTestDevice.processor().open();
    }

    @Override
    public Engine open(long bytes) {
        return OpenClTestDevice.processor().open(bytes);
    }
}
