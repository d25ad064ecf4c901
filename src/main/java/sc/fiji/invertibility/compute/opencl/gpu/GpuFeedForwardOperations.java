package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.FeedForwardLayer;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;

/** Layers in turn on a GPU, where possible without maps in between. */
abstract class GpuFeedForwardOperations extends GpuLayerOperations {

    private final WinogradChain chain;

    GpuFeedForwardOperations(GpuDevice device, DeviceMemory memory) {
        super(device, memory);
        chain = new WinogradChain(memory, operands, new WinogradKernels(device, new Gemm(device)));
    }

    @Override
    public List<FeatureMap> feedForward(Scope scope, List<FeatureMap> x, List<FeedForwardLayer> layers) {
        if (x.isEmpty() || layers.isEmpty()) return super.feedForward(scope, x, layers);
        List<FeatureMap> current = x;
        int applied = 0;
        Scope own = new Scope();
        try {
            for (LayerRun run : LayerRun.of(operands.alike(x).get(0).shape(), x.size(), layers)) {
                applied += run.layers().size();
                Scope below = own;
                own = new Scope();
                try {
                    current = apply(applied == layers.size() ? scope : own, current, run);
                } finally {
                    below.close();
                }
            }
            return current;
        } finally {
            own.close();
        }
    }

    private List<FeatureMap> apply(Scope scope, List<FeatureMap> x, LayerRun run) {
        if (!run.chained()) return super.feedForward(scope, x, run.layers());
        List<DeviceMap> out = batches.allocate(scope, run.output(), x.size());
        try (Scope local = new Scope()) {
            MapBatch in = batch(local, x);
            for (int first = 0; first < x.size(); first += run.images()) {
                int end = Math.min(x.size(), first + run.images());
                chain.run(in.part(first, end), run.layers(), MapBatch.of(out.subList(first, end)));
            }
            return List.copyOf(out);
        } catch (OutOfDeviceMemory e) {
            out.forEach(DeviceMap::close);
            return super.feedForward(scope, x, run.layers());
        }
    }
}
