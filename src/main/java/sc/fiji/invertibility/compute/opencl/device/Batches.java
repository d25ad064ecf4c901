package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;

/**
 * Allocates maps and codes in device memory. Those of a batch are contiguous if the family's kernels process all of
 * them in one launch.
 */
public final class Batches {

    private final DeviceMemory memory;
    private final Function<Shape, MapLayout> layouts;
    private final boolean contiguous;
    private final PointwiseKernels pointwise;

    /**
     * Allocates nothing yet.
     *
     * @param memory where maps and codes lie
     * @param layouts gives the layout of a map from its size
     * @param contiguous whether batches are contiguous
     * @param pointwise copies maps
     */
    public Batches(
            DeviceMemory memory, Function<Shape, MapLayout> layouts, boolean contiguous, PointwiseKernels pointwise) {
        this.memory = memory;
        this.layouts = layouts;
        this.contiguous = contiguous;
        this.pointwise = pointwise;
    }

    /**
     * Allocates a map of any values.
     *
     * @param scope the owner
     * @param shape its size
     * @return the map
     */
    public DeviceMap allocate(Scope scope, Shape shape) {
        return scope.own(DeviceMap.allocate(memory, layouts.apply(shape)));
    }

    /**
     * Allocates a code of any values and switches.
     *
     * @param scope the owner
     * @param unpooledShape the size before pooling
     * @param pooling the pooling
     * @return the code
     */
    public DeviceCode allocate(Scope scope, Shape unpooledShape, Pooling pooling) {
        return scope.own(DeviceCode.allocate(memory, unpooledShape, pooling, layouts));
    }

    /**
     * Allocates the maps of a batch.
     *
     * @param scope the owner
     * @param shape the size of each
     * @param count how many, ≥ 1
     * @return the maps
     */
    public List<DeviceMap> allocate(Scope scope, Shape shape, int count) {
        if (!contiguous)
            return IntStream.range(0, count)
                    .mapToObj(i -> allocate(scope, shape))
                    .toList();
        List<DeviceMap> maps = DeviceMap.allocate(memory, layouts.apply(shape), count);
        maps.forEach(scope::own);
        return maps;
    }

    /**
     * Allocates maps; those of a list of equal sizes form a batch.
     *
     * @param scope the owner
     * @param shapes the size of each
     * @return the maps
     */
    public List<DeviceMap> allocate(Scope scope, List<Shape> shapes) {
        if (shapes.size() > 1 && shapes.stream().distinct().count() == 1)
            return allocate(scope, shapes.get(0), shapes.size());
        return shapes.stream().map(shape -> allocate(scope, shape)).toList();
    }

    /**
     * Allocates the codes of a contiguous batch.
     *
     * @param scope the owner
     * @param unpooledShape the size of each before pooling
     * @param pooling the pooling
     * @param count how many, ≥ 1
     * @return the codes
     */
    public List<DeviceCode> allocate(Scope scope, Shape unpooledShape, Pooling pooling, int count) {
        List<DeviceCode> codes = DeviceCode.allocate(memory, unpooledShape, pooling, layouts, count);
        codes.forEach(scope::own);
        return codes;
    }

    /**
     * Returns maps as a batch.
     *
     * @param scope the owner of copies
     * @param maps maps of one size
     * @return the maps themselves, or copies if a batch must be contiguous and they are not
     */
    public List<DeviceMap> of(Scope scope, List<DeviceMap> maps) {
        if (!contiguous || DeviceMap.step(maps) >= 0) return maps;
        List<DeviceMap> copies = allocate(scope, maps.get(0).shape(), maps.size());
        for (int i = 0; i < copies.size(); i++) pointwise.copy(maps.get(i), copies.get(i));
        return copies;
    }
}
