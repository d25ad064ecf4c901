package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;
import sc.fiji.invertibility.compute.opencl.device.DeviceMap;
import sc.fiji.invertibility.compute.opencl.device.DeviceMemory;
import sc.fiji.invertibility.compute.opencl.device.MapLayout;

/**
 * Allocates maps and codes in device memory. Those of a batch are contiguous, so that one launch processes all of them.
 */
final class Batches {

    private final DeviceMemory memory;
    private final PointwiseKernels pointwise;

    Batches(DeviceMemory memory, PointwiseKernels pointwise) {
        this.memory = memory;
        this.pointwise = pointwise;
    }

    DeviceMap allocate(Scope scope, Shape shape) {
        return scope.own(DeviceMap.allocate(memory, MapLayout.planar(shape)));
    }

    DeviceCode allocate(Scope scope, Shape unpooledShape, Pooling pooling) {
        return scope.own(DeviceCode.allocate(memory, unpooledShape, pooling, MapLayout::planar));
    }

    /** Returns maps as a batch: the maps themselves if they are contiguous, else copies. */
    MapBatch of(Scope scope, List<DeviceMap> maps) {
        MapBatch batch = MapBatch.of(maps);
        if (batch != null) return batch;
        Shape shape = maps.get(0).shape();
        List<DeviceMap> copies = allocate(scope, shape, maps.size());
        for (int i = 0; i < copies.size(); i++)
            pointwise.copy(maps.get(i).buffer(), copies.get(i).buffer(), shape.size());
        return MapBatch.of(copies);
    }

    /** Returns codes as a batch: the codes themselves if they are contiguous, else copies. */
    CodeBatch ofCodes(Scope scope, List<DeviceCode> codes) {
        CodeBatch batch = CodeBatch.of(codes);
        if (batch != null) return batch;
        DeviceCode first = codes.get(0);
        List<DeviceCode> copies = allocate(scope, first.unpooledShape(), first.pooling(), codes.size());
        for (int i = 0; i < copies.size(); i++) {
            DeviceCode from = codes.get(i), to = copies.get(i);
            long units = first.values().shape().size();
            pointwise.copy(from.values().buffer(), to.values().buffer(), units);
            pointwise.copy(from.switches().buffer(), to.switches().buffer(), units);
        }
        return CodeBatch.of(copies);
    }

    /** Allocates maps; maps of the same size form a batch. */
    List<DeviceMap> allocate(Scope scope, List<Shape> shapes) {
        if (shapes.size() > 1 && shapes.stream().distinct().count() == 1)
            return allocate(scope, shapes.get(0), shapes.size());
        return shapes.stream().map(shape -> allocate(scope, shape)).toList();
    }

    /** Allocates the maps of a batch. */
    List<DeviceMap> allocate(Scope scope, Shape shape, int count) {
        List<DeviceMap> maps = DeviceMap.allocate(memory, MapLayout.planar(shape), count);
        maps.forEach(scope::own);
        return maps;
    }

    /** Allocates the codes of a batch. */
    List<DeviceCode> allocate(Scope scope, Shape unpooledShape, Pooling pooling, int count) {
        List<DeviceCode> codes = DeviceCode.allocate(memory, unpooledShape, pooling, MapLayout::planar, count);
        codes.forEach(scope::own);
        return codes;
    }
}
