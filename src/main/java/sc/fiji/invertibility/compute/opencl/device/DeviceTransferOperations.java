package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.TransferOperations;
import sc.fiji.invertibility.filters.FilterBank;

/** Owns the memory of an engine, packs filters, and copies maps within that memory. */
public abstract class DeviceTransferOperations implements TransferOperations {

    /** The memory of this engine. */
    protected final DeviceMemory memory;

    /** Checks operands. */
    protected final OperandChecks operands;

    /** Allocates results. */
    protected final Batches batches;

    private final PointwiseKernels pointwise;

    /**
     * Begins with the memory that is given.
     *
     * @param memory the memory of the engine
     * @param batches allocates in it
     * @param pointwise the family's kernels
     */
    protected DeviceTransferOperations(DeviceMemory memory, Batches batches, PointwiseKernels pointwise) {
        this.memory = memory;
        this.operands = new OperandChecks(memory);
        this.batches = batches;
        this.pointwise = pointwise;
    }

    /**
     * Makes a bank for the family's kernels.
     *
     * @param bank the bank
     * @param parameters the weights and the bias, if they are on the device already instead of in the bank, else null
     * @return the bank, owned by nobody yet
     */
    protected abstract PackedFilters packed(FilterBank bank, DeviceParameters parameters);

    @Override
    public PackedFilters pack(Scope scope, FilterBank bank) {
        return scope.own(packed(bank, null));
    }

    @Override
    public FeatureMap zeros(Scope scope, Shape shape) {
        DeviceMap map = batches.allocate(scope, shape);
        pointwise.clear(map);
        return map;
    }

    @Override
    public FeatureMap copy(Scope scope, FeatureMap map) {
        DeviceMap from = operands.map(map);
        DeviceMap copy = batches.allocate(scope, map.shape());
        pointwise.copy(from, copy);
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

    /** {@return the bytes of device memory that are held, including the pool of free buffers} */
    public long bytesInUse() {
        return memory.bytes();
    }

    /** Returns free buffers that are kept for reuse to the device. */
    public void trim() {
        memory.trim();
    }

    /** Frees all memory. */
    public void close() {
        memory.close();
    }
}
