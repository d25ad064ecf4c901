package sc.fiji.invertibility.compute.opencl.processor;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.TransferOperations;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.OperandChecks;
import sc.fiji.invertibility.filters.FilterBank;

/** Copies maps, codes and filters to an OpenCL device and back, and owns the memory that they take there. */
abstract class ProcessorTransferOperations implements TransferOperations {

    final DeviceMemory memory;
    final OperandChecks operands;
    final PointwiseKernels pointwise;
    private final Transfers transfers;
    final WeightPacker packer;

    /**
     * Reserves memory on a device.
     *
     * @param memoryLimit bytes of device memory that may be held at a time
     */
    ProcessorTransferOperations(TunedDevice context, long memoryLimit) {
        memory = new DeviceMemory(context.context().context(), memoryLimit);
        operands = new OperandChecks(memory);
        pointwise = new PointwiseKernels(context);
        transfers = new Transfers(context, memory);
        packer = new WeightPacker(context, memory);
    }

    @Override
    public PackedFilters pack(Scope scope, FilterBank bank) {
        return scope.own(new DeviceFilters(packer, bank, null));
    }

    @Override
    public FeatureMap zeros(Scope scope, Shape shape) {
        DeviceMap map = allocate(scope, shape);
        pointwise.clear(map);
        return map;
    }

    @Override
    public FeatureMap upload(Scope scope, RandomAccessibleInterval<FloatType> image) {
        DeviceMap map = allocate(scope, Shape.of(image));
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
        DeviceCode z = allocate(scope, code.unpooledShape(), code.pooling());
        transfers.upload(List.of(code), List.of(z));
        return z;
    }

    @Override
    public List<PooledCode> uploadCodes(Scope scope, List<HostCode> codes) {
        List<DeviceCode> z = codes.stream()
                .map(code -> allocate(scope, code.unpooledShape(), code.pooling()))
                .toList();
        z.forEach(code -> OperandChecks.requireAlike(z.get(0), code));
        transfers.upload(codes, z);
        return List.copyOf(z);
    }

    @Override
    public HostCode downloadCode(PooledCode z) {
        return transfers.download(operands.code(z));
    }

    @Override
    public FeatureMap copy(Scope scope, FeatureMap map) {
        DeviceMap from = operands.map(map);
        DeviceMap copy = allocate(scope, map.shape());
        pointwise.copy(from, copy);
        return copy;
    }

    @Override
    public FeatureMap rows(Scope scope, FeatureMap map, int first, int count) {
        DeviceMap from = operands.map(map);
        DeviceMap rows = allocate(scope, map.shape().rows(first, count));
        pointwise.copyRows(from, first, rows, 0, count, 0);
        return rows;
    }

    @Override
    public FeatureMap stack(Scope scope, List<FeatureMap> maps, int pitch) {
        Shape shape = maps.get(0).shape();
        DeviceMap stacked = allocate(scope, shape.stacked(maps.size(), pitch));
        for (int i = 0; i < maps.size(); i++) {
            shape.requireEqual(maps.get(i).shape());
            int zeros = i < maps.size() - 1 ? pitch - shape.height() : 0;
            pointwise.copyRows(operands.map(maps.get(i)), 0, stacked, i * pitch, shape.height(), zeros);
        }
        return stacked;
    }

    DeviceMap allocate(Scope scope, Shape shape) {
        return scope.own(DeviceMap.allocate(memory, BlockedLayout.layout(shape)));
    }

    DeviceCode allocate(Scope scope, Shape unpooledShape, Pooling pooling) {
        return scope.own(DeviceCode.allocate(memory, unpooledShape, pooling, BlockedLayout::layout));
    }
}
