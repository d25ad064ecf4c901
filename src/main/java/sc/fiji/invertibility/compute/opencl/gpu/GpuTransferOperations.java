package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pending;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.SparseCode;
import sc.fiji.invertibility.compute.TransferOperations;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.OperandChecks;
import sc.fiji.invertibility.filters.FilterBank;

/** Copies maps, codes and filters to a GPU and back, and owns the memory that they take there. */
abstract class GpuTransferOperations implements TransferOperations {

    final GpuDevice device;
    final DeviceMemory memory;
    final OperandChecks operands;
    final PointwiseKernels pointwise;
    final Batches batches;
    private final Transfers transfers;
    private final SparseUpload sparse;

    GpuTransferOperations(GpuDevice device, long memoryLimit) {
        this.device = device;
        memory = new DeviceMemory(device.context(), memoryLimit);
        operands = new OperandChecks(memory);
        pointwise = new PointwiseKernels(device);
        batches = new Batches(memory, pointwise);
        transfers = new Transfers(device.staging());
        sparse = new SparseUpload(device, memory, pointwise);
    }

    @Override
    public PackedFilters pack(Scope scope, FilterBank bank) {
        return scope.own(new GpuFilters(device, memory, bank, null));
    }

    @Override
    public FeatureMap zeros(Scope scope, Shape shape) {
        DeviceMap map = batches.allocate(scope, shape);
        pointwise.clear(map.buffer(), shape.size());
        return map;
    }

    @Override
    public FeatureMap upload(Scope scope, RandomAccessibleInterval<FloatType> image) {
        DeviceMap map = batches.allocate(scope, Shape.of(image));
        transfers.upload(image, map);
        return map;
    }

    @Override
    public List<FeatureMap> uploadAll(Scope scope, List<? extends RandomAccessibleInterval<FloatType>> images) {
        List<DeviceMap> maps =
                batches.allocate(scope, images.stream().map(Shape::of).toList());
        transfers.upload(images, maps);
        return List.copyOf(maps);
    }

    @Override
    public Img<FloatType> download(FeatureMap map) {
        return transfers.download(operands.map(map));
    }

    @Override
    public List<Img<FloatType>> downloadAll(List<FeatureMap> maps) {
        return transfers.download(operands.maps(maps));
    }

    @Override
    public Pending<List<Img<FloatType>>> startDownload(List<FeatureMap> maps) {
        return transfers.start(operands.maps(maps)).orElseGet(() -> TransferOperations.super.startDownload(maps));
    }

    @Override
    public void download(FeatureMap map, float[] values) {
        transfers.download(operands.map(map), map.shape().requireRoom(values));
    }

    @Override
    public PooledCode uploadCode(Scope scope, HostCode code) {
        DeviceCode z = batches.allocate(scope, code.unpooledShape(), code.pooling());
        transfers.upload(code, z);
        return z;
    }

    @Override
    public List<PooledCode> uploadSparseCodes(Scope scope, List<SparseCode> codes) {
        if (codes.isEmpty()) return List.of();
        SparseCode first = codes.get(0);
        codes.forEach(code -> first.unpooledShape().requireEqual(code.unpooledShape()));
        if (!SparseUpload.suits(codes)) return TransferOperations.super.uploadSparseCodes(scope, codes);
        List<DeviceCode> z = batches.allocate(scope, first.unpooledShape(), first.pooling(), codes.size());
        sparse.run(codes, CodeBatch.of(z));
        return List.copyOf(z);
    }

    @Override
    public HostCode downloadCode(PooledCode z) {
        return transfers.download(operands.code(z));
    }

    @Override
    public FeatureMap copy(Scope scope, FeatureMap map) {
        DeviceMap from = operands.map(map);
        DeviceMap copy = batches.allocate(scope, map.shape());
        pointwise.copy(from.buffer(), copy.buffer(), map.shape().size());
        return copy;
    }

    @Override
    public FeatureMap rows(Scope scope, FeatureMap map, int first, int count) {
        DeviceMap from = operands.map(map);
        DeviceMap rows = batches.allocate(scope, map.shape().rows(first, count));
        pointwise.copyRows(from, first, rows, 0, count, 0);
        return rows;
    }

    @Override
    public FeatureMap stack(Scope scope, List<FeatureMap> maps, int pitch) {
        Shape shape = maps.get(0).shape();
        DeviceMap stacked = batches.allocate(scope, shape.stacked(maps.size(), pitch));
        for (int i = 0; i < maps.size(); i++) {
            shape.requireEqual(maps.get(i).shape());
            int zeros = i < maps.size() - 1 ? pitch - shape.height() : 0;
            pointwise.copyRows(operands.map(maps.get(i)), 0, stacked, i * pitch, shape.height(), zeros);
        }
        return stacked;
    }
}
