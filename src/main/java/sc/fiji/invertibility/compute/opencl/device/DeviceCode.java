package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;

/**
 * A pooled code in device memory: values, and as many switches as 32-bit integers in the same order. Switches never
 * change, so codes may share them.
 */
public final class DeviceCode implements PooledCode {

    private final DeviceMap values;
    private final DeviceMap switches;
    private final Shape unpooledShape;
    private final Pooling pooling;
    private long mostNonzeros;

    private DeviceCode(DeviceMap values, DeviceMap switches, Shape unpooledShape, Pooling pooling) {
        this.values = values;
        this.switches = switches;
        this.unpooledShape = unpooledShape;
        this.pooling = pooling;
        this.mostNonzeros = values.shape().size();
    }

    /**
     * Allocates a code of any values and switches.
     *
     * @param memory where it lies
     * @param unpooledShape the size of the map that it is a code of
     * @param pooling how that was pooled
     * @param layouts gives the layout of values and switches from their shape
     * @return the code
     * @throws OutOfDeviceMemory if there is no room
     */
    public static DeviceCode allocate(
            DeviceMemory memory, Shape unpooledShape, Pooling pooling, Function<Shape, MapLayout> layouts) {
        MapLayout layout = layouts.apply(pooling.pooledShape(unpooledShape));
        DeviceMap values = DeviceMap.allocate(memory, layout);
        try {
            return new DeviceCode(values, DeviceMap.allocate(memory, layout), unpooledShape, pooling);
        } catch (RuntimeException e) {
            values.close();
            throw e;
        }
    }

    /**
     * Allocates the codes of a batch, whose values, and whose switches, lie behind one another.
     *
     * @param memory where they lie
     * @param unpooledShape the size of the map that each is a code of
     * @param pooling how that was pooled
     * @param layouts gives the layout of values and switches from their shape
     * @param count how many, ≥ 1
     * @return the codes, of any values and switches
     * @throws OutOfDeviceMemory if there is no room
     */
    public static List<DeviceCode> allocate(
            DeviceMemory memory, Shape unpooledShape, Pooling pooling, Function<Shape, MapLayout> layouts, int count) {
        if (count == 1) return List.of(allocate(memory, unpooledShape, pooling, layouts));
        MapLayout layout = layouts.apply(pooling.pooledShape(unpooledShape));
        List<DeviceMap> values = DeviceMap.allocate(memory, layout, count);
        try {
            List<DeviceMap> switches = DeviceMap.allocate(memory, layout, count);
            return IntStream.range(0, count)
                    .mapToObj(i -> new DeviceCode(values.get(i), switches.get(i), unpooledShape, pooling))
                    .toList();
        } catch (RuntimeException e) {
            values.forEach(DeviceMap::close);
            throw e;
        }
    }

    /**
     * Allocates codes of any values that have the switches of others, and whose values lie behind one another.
     *
     * @param memory where they lie
     * @param switches has the switches; at least one code, all of one shape
     * @return the codes
     * @throws OutOfDeviceMemory if there is no room
     */
    public static List<DeviceCode> allocate(DeviceMemory memory, List<DeviceCode> switches) {
        List<DeviceMap> values =
                DeviceMap.allocate(memory, switches.get(0).values.layout(), switches.size());
        return IntStream.range(0, switches.size())
                .mapToObj(i -> {
                    DeviceCode z = switches.get(i);
                    return new DeviceCode(values.get(i), z.switches.share(), z.unpooledShape, z.pooling);
                })
                .toList();
    }

    /**
     * Allocates a code of any values that has the switches of another.
     *
     * @param memory where it lies
     * @param positions has the switches
     * @return the code
     * @throws OutOfDeviceMemory if there is no room
     */
    public static DeviceCode allocate(DeviceMemory memory, DeviceCode positions) {
        DeviceMap switches = positions.switches.share();
        try {
            DeviceMap values = DeviceMap.allocate(memory, positions.values.layout());
            return new DeviceCode(values, switches, positions.unpooledShape, positions.pooling);
        } catch (RuntimeException e) {
            switches.close();
            throw e;
        }
    }

    @Override
    public DeviceMap values() {
        return values;
    }

    /** {@return the place of each value within its window, row-major, as 32-bit integers} */
    public DeviceMap switches() {
        return switches;
    }

    /**
     * {@return how many non-zeros it has at most, as far as is known} Kernels are chosen by it; their results do not
     * depend on it.
     */
    public long mostNonzeros() {
        return mostNonzeros;
    }

    /**
     * Takes note that all but some values are zero.
     *
     * @param most how many may be other than zero, ≥ 0
     */
    public void hasAtMost(long most) {
        mostNonzeros = Math.min(most, values.shape().size());
    }

    @Override
    public Pooling pooling() {
        return pooling;
    }

    @Override
    public Shape unpooledShape() {
        return unpooledShape;
    }

    /** {@return its values and switches, as kernels take them} */
    public List<Object> arguments() {
        return List.of(values, switches);
    }

    /** {@return what kernels must know of its windows: rows and columns before and after pooling, side and stride} */
    public List<Object> windows() {
        Shape pooled = values.shape();
        return List.of(
                unpooledShape.height(),
                unpooledShape.width(),
                pooled.height(),
                pooled.width(),
                pooling.window(),
                pooling.stride());
    }

    @Override
    public void close() {
        switches.close();
        values.close();
    }
}
