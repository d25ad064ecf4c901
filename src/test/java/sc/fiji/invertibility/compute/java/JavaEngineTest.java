package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.EngineContractTest;

class JavaEngineTest extends EngineContractTest {

    @Override
    public Engine open() {
        return JavaEngine.create();
    }

    @Override
    public Engine open(long bytes) {
        return JavaEngine.create(2, bytes);
    }
}
