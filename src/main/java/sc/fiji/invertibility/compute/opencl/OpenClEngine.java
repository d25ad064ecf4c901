package sc.fiji.invertibility.compute.opencl;

import java.util.List;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.Code;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.LargestUnits;
import sc.fiji.invertibility.compute.LocalResponse;
import sc.fiji.invertibility.compute.Magnitudes;
import sc.fiji.invertibility.compute.Origin;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.Pooled;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.UnitList;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The engine on an OpenCL device. It is light: programs and context belong to the device and are shared,
 * an engine owns its memory. Kernels are queued; a call waits only where the host needs a value.
 */
final class OpenClEngine implements Engine {

    private final Device device;
    private final DeviceMemory memory;
    private final Transfers transfers;
    private final Arithmetic arithmetic;
    private final Reductions reductions;
    private final PoolingKernels poolingKernels;
    private final Selection selection;
    private final Packer packer;
    private final LargestOfMap largest;
    private final UnitsWithin within;
    private final Convolution convolution;
    private final SparseTranspose sparse;
    private final Operands operands;

    /**
     * Opens an engine.
     *
     * @param memoryLimit bytes of device memory that it may hold at a time
     */
    OpenClEngine(Device device, DeviceContext context, long memoryLimit) {
        this.device = device;
        this.memory = new DeviceMemory(context.context(), memoryLimit);
        this.transfers = new Transfers(context, memory);
        this.arithmetic = new Arithmetic(context);
        this.reductions = new Reductions(context, memory);
        this.poolingKernels = new PoolingKernels(context);
        this.selection = new Selection(context, memory);
        this.packer = new Packer(context, memory);
        this.largest = new LargestOfMap(context, memory, selection);
        this.within = new UnitsWithin(context, memory);
        this.convolution = new Convolution(context, memory);
        this.sparse = new SparseTranspose(context, memory, reductions);
        this.operands = new Operands(memory);
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public long bytesInUse() {
        return memory.bytes();
    }

    @Override
    public void trim() {
        memory.trim();
    }

    @Override
    public void close() {
        memory.close();
    }

    @Override
    public PackedFilters pack(Scope scope, FilterBank bank) {
        return scope.own(new DeviceFilters(packer, bank));
    }

    @Override
    public FeatureMap zeros(Scope scope, Shape shape) {
        DeviceMap map = allocate(scope, shape);
        arithmetic.clear(map);
        return map;
    }

    @Override
    public FeatureMap upload(Scope scope, RandomAccessibleInterval<FloatType> image) {
        DeviceMap map = allocate(scope, Operands.shapeOf(image));
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
    public Pooled uploadCode(Scope scope, Code code) {
        DeviceCode z = allocate(scope, code.unpooledShape(), code.pooling());
        transfers.upload(List.of(code), List.of(z));
        return z;
    }

    @Override
    public List<Pooled> uploadCodes(Scope scope, List<Code> codes) {
        List<DeviceCode> z = codes.stream()
                .map(code -> allocate(scope, code.unpooledShape(), code.pooling()))
                .toList();
        z.forEach(code -> Operands.requireAlike(z.get(0), code));
        transfers.upload(codes, z);
        return List.copyOf(z);
    }

    @Override
    public Code downloadCode(Pooled z) {
        return transfers.download(operands.code(z));
    }

    @Override
    public FeatureMap copy(Scope scope, FeatureMap map) {
        DeviceMap from = operands.map(map);
        DeviceMap copy = allocate(scope, map.shape());
        arithmetic.copy(from, copy);
        return copy;
    }

    @Override
    public FeatureMap rows(Scope scope, FeatureMap map, int first, int count) {
        DeviceMap from = operands.map(map);
        DeviceMap rows = allocate(scope, map.shape().rows(first, count));
        arithmetic.copyRows(from, first, rows, 0, count, 0);
        return rows;
    }

    @Override
    public FeatureMap stack(Scope scope, List<FeatureMap> maps, int pitch) {
        Shape shape = maps.get(0).shape();
        DeviceMap stacked = allocate(scope, shape.stacked(maps.size(), pitch));
        for (int i = 0; i < maps.size(); i++) {
            Operands.requireSame(shape, maps.get(i).shape());
            int zeros = i < maps.size() - 1 ? pitch - shape.height() : 0;
            arithmetic.copyRows(operands.map(maps.get(i)), 0, stacked, i * pitch, shape.height(), zeros);
        }
        return stacked;
    }

    @Override
    public FeatureMap convolve(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification) {
        DeviceMap in = operands.map(x);
        DeviceFilters filters = operands.filters(w);
        DeviceMap h = allocate(scope, Operands.activations(w.bank(), x.shape()));
        convolution.forward(in, filters, rectification == Rectification.RELU, h);
        return h;
    }

    @Override
    public FeatureMap adjoint(Scope scope, FeatureMap z, PackedFilters w, int height, int width) {
        DeviceMap in = operands.map(z);
        DeviceFilters filters = operands.filters(w);
        DeviceMap x = allocate(scope, Operands.input(w.bank(), z.shape(), height, width));
        if (sparse.suits(in, filters)) sparse.run(in, filters, x);
        else convolution.transposed(in, filters, x);
        return x;
    }

    @Override
    public Pooled pool(Scope scope, FeatureMap h, Pooling pooling) {
        DeviceMap map = operands.map(h);
        DeviceCode z = allocate(scope, h.shape(), pooling);
        poolingKernels.pool(null, 1, map, Unpooling.SWITCHES, z);
        return z;
    }

    @Override
    public FeatureMap unpool(Scope scope, Pooled z, Unpooling unpooling) {
        DeviceCode code = operands.code(z);
        DeviceMap map = allocate(scope, z.unpooledShape());
        poolingKernels.unpool(code, unpooling, map);
        return map;
    }

    @Override
    public Pooled restrict(Scope scope, FeatureMap g, Pooled z, Unpooling unpooling) {
        DeviceMap map = operands.map(g);
        DeviceCode code = operands.code(z);
        Operands.requireSame(g.shape(), z.unpooledShape());
        DeviceCode result = scope.own(DeviceCode.allocate(memory, code));
        poolingKernels.restrict(map, code, unpooling, result);
        return result;
    }

    @Override
    public void count(Pooled z, Origin origin, LargestUnits.Digit digit, long[] counts) {
        selection.count(operands.code(z).values(), origin, digit, counts);
    }

    @Override
    public void keep(Pooled z, Origin origin, Cutoff cutoff) {
        DeviceMap values = operands.code(z).values();
        if (!cutoff.equals(Cutoff.ALL)) selection.keep(values, origin, cutoff);
    }

    @Override
    public void keepLargest(Pooled z, long k) {
        DeviceMap values = operands.code(z).values();
        boolean some = k > 0 && k < values.shape().size();
        if (!some || !largest.keep(values, k)) Engine.super.keepLargest(z, k);
    }

    @Override
    public Optional<UnitList> keepAbove(Pooled z, Bracket bracket, int most) {
        return within.keepAbove(operands.code(z), bracket, most);
    }

    @Override
    public long nonzeros(Pooled z) {
        return reductions.nonzeros(operands.code(z).values());
    }

    @Override
    public CodeDifference compare(Pooled a, Pooled b, Unpooling unpooling) {
        DeviceCode first = operands.code(a);
        DeviceCode second = operands.code(b);
        Operands.requireAlike(first, second);
        if (Operands.disjoint(a.pooling())) return reductions.difference(first, second, unpooling);
        try (Scope local = new Scope()) {
            return reductions.difference(
                    operands.map(unpool(local, a, unpooling)), operands.map(unpool(local, b, unpooling)));
        }
    }

    @Override
    public FeatureMap winners(Scope scope, Pooled z) {
        DeviceCode code = operands.code(z);
        DeviceMap counts = allocate(scope, z.unpooledShape().withChannels(1));
        poolingKernels.winners(code, counts);
        return counts;
    }

    @Override
    public void axpy(float a, FeatureMap x, FeatureMap y) {
        Operands.requireSame(x.shape(), y.shape());
        arithmetic.axpy(a, operands.map(x), operands.map(y));
    }

    @Override
    public void scale(float a, FeatureMap x) {
        arithmetic.scale(a, operands.map(x));
    }

    @Override
    public FeatureMap combined(Scope scope, float a, FeatureMap x, float b, FeatureMap y) {
        Operands.requireSame(x.shape(), y.shape());
        DeviceMap first = operands.map(x), second = operands.map(y);
        DeviceMap result = allocate(scope, x.shape());
        arithmetic.combine(a, first, b, second, result);
        return result;
    }

    @Override
    public double dot(FeatureMap x, FeatureMap y) {
        return dots(List.of(x), List.of(y))[0];
    }

    @Override
    public double[] dots(List<FeatureMap> x, List<FeatureMap> y) {
        Operands.requireSameShapes(x, y);
        return reductions.dots(operands.maps(x), operands.maps(y));
    }

    @Override
    public double squaredDistance(FeatureMap x, FeatureMap y) {
        return squaredDistances(List.of(x), List.of(y))[0];
    }

    @Override
    public double[] squaredDistances(List<FeatureMap> x, List<FeatureMap> y) {
        Operands.requireSameShapes(x, y);
        return reductions.squaredDistances(operands.maps(x), operands.maps(y));
    }

    @Override
    public FeatureMap pixelNorms(Scope scope, FeatureMap x) {
        DeviceMap map = operands.map(x);
        DeviceMap norms = allocate(scope, x.shape().withChannels(1));
        arithmetic.norms(map, norms);
        return norms;
    }

    @Override
    public void softThreshold(float threshold, FeatureMap x) {
        arithmetic.softThreshold(threshold, operands.map(x));
    }

    @Override
    public Magnitudes magnitudes(FeatureMap x) {
        return magnitudes(List.of(x)).get(0);
    }

    @Override
    public List<Magnitudes> magnitudes(List<FeatureMap> maps) {
        return reductions.magnitudes(operands.maps(maps));
    }

    @Override
    public FeatureMap normalise(Scope scope, FeatureMap h, LocalResponse response) {
        DeviceMap map = operands.map(h);
        DeviceMap normalised = allocate(scope, h.shape());
        arithmetic.normalise(map, response, normalised);
        return normalised;
    }

    @Override
    public FeatureMap rectify(Scope scope, FeatureMap x) {
        DeviceMap map = operands.map(x);
        DeviceMap rectified = allocate(scope, x.shape());
        arithmetic.rectify(map, rectified);
        return rectified;
    }

    @Override
    public FeatureMap mask(Scope scope, FeatureMap x, FeatureMap mask) {
        DeviceMap map = operands.map(x);
        DeviceMap where = operands.map(mask);
        Operands.requireSame(x.shape(), mask.shape());
        DeviceMap masked = allocate(scope, x.shape());
        arithmetic.mask(map, where, masked);
        return masked;
    }

    @Override
    public Pooled recode(Scope scope, FeatureMap values, Pooled places) {
        DeviceMap map = operands.map(values);
        DeviceCode code = operands.code(places);
        Operands.requireSame(values.shape(), code.values().shape());
        DeviceCode result = scope.own(DeviceCode.allocate(memory, code));
        arithmetic.copy(map, result.values());
        return result;
    }

    @Override
    public Pooled encode(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification, Pooling pooling) {
        DeviceMap in = operands.map(x);
        DeviceFilters filters = operands.filters(w);
        Shape unpooled = Operands.activations(w.bank(), x.shape());
        if (Epilogue.pools(unpooled, pooling)) {
            DeviceCode z = allocate(scope, unpooled, pooling);
            if (convolution.pooled(in, filters, rectification == Rectification.RELU, z)) return z;
            z.close();
        }
        return Engine.super.encode(scope, x, w, rectification, pooling);
    }

    @Override
    public Pooled poolStep(Scope scope, Pooled z, float mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        if (z != null && !(Operands.disjoint(pooling) && pooling.equals(z.pooling())))
            return Engine.super.poolStep(scope, z, mu, g, pooling, unpooling);
        DeviceCode code = z == null ? null : operands.code(z);
        if (z != null) Operands.requireSame(g.shape(), z.unpooledShape());
        DeviceCode result = allocate(scope, g.shape(), pooling);
        poolingKernels.pool(code, mu, operands.map(g), unpooling, result);
        return result;
    }

    @Override
    public FeatureMap synthesise(Scope scope, Pooled z, Unpooling unpooling, PackedFilters w, int height, int width) {
        DeviceCode code = operands.code(z);
        DeviceFilters filters = operands.filters(w);
        if (!sparse.suits(code, unpooling, filters))
            return Engine.super.synthesise(scope, z, unpooling, w, height, width);
        DeviceMap x = allocate(scope, Operands.input(w.bank(), z.unpooledShape(), height, width));
        sparse.run(code, unpooling, filters, x);
        return x;
    }

    @Override
    public boolean unpools(FilterBank bank, Pooling pooling, Unpooling unpooling) {
        return !sparse.suits(bank, pooling, unpooling);
    }

    @Override
    public List<FeatureMap> synthesiseAll(
            Scope scope, List<Pooled> codes, Unpooling unpooling, PackedFilters w, int height, int width) {
        DeviceFilters filters = operands.filters(w);
        List<DeviceCode> z = codes.stream().map(operands::code).toList();
        if (z.isEmpty() || !sparse.suitsSeveral(z.get(0), unpooling, filters))
            return Engine.super.synthesiseAll(scope, codes, unpooling, w, height, width);
        z.forEach(code -> Operands.requireAlike(z.get(0), code));
        Shape shape = Operands.input(w.bank(), z.get(0).unpooledShape(), height, width);
        List<DeviceMap> x = z.stream().map(code -> allocate(scope, shape)).toList();
        sparse.run(z, unpooling, filters, x);
        return List.copyOf(x);
    }

    private DeviceMap allocate(Scope scope, Shape shape) {
        return scope.own(DeviceMap.allocate(memory, shape));
    }

    private DeviceCode allocate(Scope scope, Shape unpooledShape, Pooling pooling) {
        return scope.own(DeviceCode.allocate(memory, unpooledShape, pooling));
    }
}
