package sc.fiji.invertibility.compute.opencl.processor;

import net.haesleinhuepf.clij.clearcl.ClearCLContext;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.EngineContractTest;
import sc.fiji.invertibility.compute.opencl.OpenClTestDevice;

/** The contract again, without double precision, on whatever device there is. */
class WithoutDoubleTest extends EngineContractTest {

    private static ClearCLContext context;
    private static ProcessorKernels kernels;

    @Override
    public Engine open() {
        return open(Long.MAX_VALUE);
    }

    @Override
    public Engine open(long bytes) {
        return kernels().open(OpenClTestDevice.processor().device(), bytes);
    }

    private static synchronized ProcessorKernels kernels() {
        ClearCLContext now = OpenClTestDevice.processorContext();
        if (kernels == null || context != now) kernels = ProcessorKernels.build(now, new Tuning(2, false));
        context = now;
        return kernels;
    }
}
