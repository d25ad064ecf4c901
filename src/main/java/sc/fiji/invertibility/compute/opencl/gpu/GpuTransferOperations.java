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
import sc.fiji.invertibility.compute.opencl.device.Batches;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceEnlargingOperations;
import sc.fiji.invertibility.compute.opencl.device.DeviceFilters;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.DeviceParameters;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;
import sc.fiji.invertibility.filters.FilterBank;

/** Copies images, codes and filters to a GPU and back, several at once where they are contiguous. */
abstract class GpuTransferOperations extends DeviceEnlargingOperations {

    final GpuDevice device;
    final GpuPointwiseKernels pointwise;
    private final Transfers transfers;
    private final Downloads downloads;
    private final SparseUpload sparse;

    GpuTransferOperations(
            GpuDevice device, DeviceMemory memory, GpuPointwiseKernels pointwise, GpuReductions reductions) {
        super(
                memory,
                new Batches(memory, MapLayout::planar, true, pointwise),
                pointwise,
                reductions,
                new GpuChannelKernels(device, memory),
                new GpuTrainingKernels(device, memory));
        this.device = device;
        this.pointwise = pointwise;
        transfers = new Transfers(device.staging(), new SampleUpload(device.staging(), memory, pointwise));
        downloads = new Downloads(device.staging());
        sparse = new SparseUpload(device, memory, pointwise);
    }

    @Override
    protected PackedFilters packed(FilterBank bank, DeviceParameters parameters) {
        return new DeviceFilters<>(
                memory, bank, parameters, (correlation, own) -> new PackedWeights(device, memory, correlation, own));
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
        return downloads.download(operands.map(map));
    }

    @Override
    public List<Img<FloatType>> downloadAll(List<FeatureMap> maps) {
        return downloads.download(operands.maps(maps));
    }

    @Override
    public Pending<List<Img<FloatType>>> startDownload(List<FeatureMap> maps) {
        return downloads.start(operands.maps(maps)).orElseGet(() -> super.startDownload(maps));
    }

    @Override
    public void download(FeatureMap map, float[] values) {
        downloads.download(operands.map(map), map.shape().requireRoom(values));
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
        if (!SparseUpload.suits(codes)) return super.uploadSparseCodes(scope, codes);
        List<DeviceCode> z = batches.allocate(scope, first.unpooledShape(), first.pooling(), codes.size());
        sparse.run(codes, CodeBatch.of(z));
        return List.copyOf(z);
    }

    @Override
    public HostCode downloadCode(PooledCode z) {
        return transfers.download(operands.code(z));
    }
}
