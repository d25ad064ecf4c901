package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.NormsAndDistances;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.ShapeChecks;
import sc.fiji.invertibility.compute.opencl.device.Batches;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceEnlargingOperations;
import sc.fiji.invertibility.compute.opencl.device.DeviceFilters;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.DeviceParameters;
import sc.fiji.invertibility.filters.FilterBank;

/** Copies images, codes and filters to a processor's memory and back. */
abstract class ProcessorTransferOperations extends DeviceEnlargingOperations {

    final ProcessorReductions reductions;
    private final Transfers transfers;
    private final WeightPacker packer;

    ProcessorTransferOperations(TunedDevice device, DeviceMemory memory) {
        this(device, memory, new ProcessorPointwiseKernels(device), new ProcessorReductions(device, memory));
    }

    private ProcessorTransferOperations(
            TunedDevice device,
            DeviceMemory memory,
            ProcessorPointwiseKernels pointwise,
            ProcessorReductions reductions) {
        super(
                memory,
                new Batches(memory, BlockedLayout::layout, false, pointwise),
                pointwise,
                reductions,
                new ProcessorChannelKernels(device, memory),
                new ProcessorTrainingKernels(device, memory));
        this.reductions = reductions;
        transfers = new Transfers(device, memory);
        packer = new WeightPacker(device, memory);
    }

    @Override
    protected PackedFilters packed(FilterBank bank, DeviceParameters parameters) {
        return new DeviceFilters<>(
                memory, bank, parameters, (correlation, own) -> new PackedWeights(packer, correlation, own));
    }

    @Override
    public Pending<NormsAndDistances> startNorms(List<FeatureMap> maps, List<FeatureMap> x, List<FeatureMap> y) {
        ShapeChecks.requireSameShapes(x, y);
        return Pending.of(reductions.norms(operands.maps(maps), operands.maps(x), operands.maps(y)));
    }

    @Override
    public FeatureMap upload(Scope scope, RandomAccessibleInterval<FloatType> image) {
        DeviceMap map = batches.allocate(scope, Shape.of(image));
        transfers.upload(image, map);
        return map;
    }

    @Override
    public Img<FloatType> download(FeatureMap map) {
        return transfers.download(operands.map(map));
    }

    @Override
    public void download(FeatureMap map, float[] values) {
        transfers.download(operands.map(map), map.shape().requireRoom(values));
    }

    @Override
    public PooledCode uploadCode(Scope scope, HostCode code) {
        DeviceCode z = batches.allocate(scope, code.unpooledShape(), code.pooling());
        transfers.upload(List.of(code), List.of(z));
        return z;
    }

    @Override
    public List<PooledCode> uploadCodes(Scope scope, List<HostCode> codes) {
        List<DeviceCode> z = codes.stream()
                .map(code -> batches.allocate(scope, code.unpooledShape(), code.pooling()))
                .toList();
        z.forEach(code -> ShapeChecks.requireAlike(z.get(0), code));
        transfers.upload(codes, z);
        return List.copyOf(z);
    }

    @Override
    public HostCode downloadCode(PooledCode z) {
        return transfers.download(operands.code(z));
    }
}
