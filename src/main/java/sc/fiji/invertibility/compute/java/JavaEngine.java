package sc.fiji.invertibility.compute.java;

import java.util.List;
import sc.fiji.invertibility.compute.Device;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Engines;
import sc.fiji.invertibility.compute.FeatureMap;
import sc.fiji.invertibility.compute.PackedFilters;
import sc.fiji.invertibility.compute.PooledCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * The engine that runs anywhere: maps on the heap, loops that the virtual machine turns into vector code, on threads
 * that all Java engines of the process share. Results do not depend on the number of threads.
 */
public final class JavaEngine extends JavaGradientOperations implements Engine {

    private final ConvolutionDispatch convolution;
    private final CodeAdjoint codeAdjoint;

    private JavaEngine(WorkerPool workers, long bytes) {
        super(workers, bytes);
        convolution = new ConvolutionDispatch(memory, workers);
        codeAdjoint = new CodeAdjoint(memory, workers, convolution, heapUnpooling, algebra);
    }

    /**
     * Opens an engine on the cores of this machine, limited by the heap.
     *
     * @return the engine
     */
    public static JavaEngine create() {
        return create(WorkerPool.ALL);
    }

    /**
     * Opens an engine that uses a part of the cores.
     *
     * @param threads how many threads work at the same time, ≥ 1; more than there are cores do not help
     * @return the engine
     */
    public static JavaEngine create(int threads) {
        return create(threads, Runtime.getRuntime().maxMemory());
    }

    /**
     * Opens an engine that holds only a limited amount of memory and throws {@link
     * sc.fiji.invertibility.compute.OutOfDeviceMemory} beyond that.
     *
     * @param threads how many threads work at the same time, ≥ 1
     * @param bytes the limit of {@link #bytesInUse()}, ≥ 1
     * @return the engine
     */
    public static JavaEngine create(int threads, long bytes) {
        if (threads < 1) throw new IllegalArgumentException("an engine needs at least one thread, not " + threads);
        if (bytes < 1) throw new IllegalArgumentException("an engine needs memory, not " + bytes + " bytes");
        return new JavaEngine(new WorkerPool(threads), bytes);
    }

    @Override
    public Device device() {
        return device(memory.limit());
    }

    /** The virtual machine, of whose heap an engine may hold so many bytes. */
    static Device device(long bytes) {
        String version = System.getProperty("java.version");
        String driver = System.getProperty("java.vm.name") + ", " + System.getProperty("java.vendor");
        return new Device(Engines.JAVA, "Java", bytes, bytes, version, driver);
    }

    @Override
    public long bytesInUse() {
        return memory.bytesInUse();
    }

    @Override
    public void trim() {
        cache.clear();
        memory.dropPool();
    }

    @Override
    public void close() {
        cache.clear();
        memory.close();
    }

    @Override
    public FeatureMap convolve(Scope scope, FeatureMap x, PackedFilters w, Rectification rectification) {
        HeapMap input = own(x);
        HeapFilters filters = HeapFilters.of(memory, w);
        HeapMap h = map(scope, x.shape().activations(w.bank()));
        convolution.convolve(filters, input, h, rectification == Rectification.RELU);
        return h;
    }

    /**
     * Stacking several small maps makes the rows longer that are processed at a time, so that it pays off for any bank.
     */
    @Override
    public int together(FilterBank bank, Shape x) {
        return Math.min(batch(x), batch(x.activations(bank)));
    }

    @Override
    public FeatureMap adjoint(Scope scope, FeatureMap z, PackedFilters w, int height, int width) {
        HeapMap input = own(z);
        HeapFilters filters = HeapFilters.of(memory, w);
        HeapMap x = map(scope, z.shape().input(w.bank(), height, width));
        convolution.adjoint(filters, input, x);
        return x;
    }

    @Override
    public FeatureMap synthesise(
            Scope scope, PooledCode z, Unpooling unpooling, PackedFilters w, int height, int width) {
        HeapCode code = own(z);
        HeapFilters filters = HeapFilters.of(memory, w);
        Shape shape = z.unpooledShape().input(w.bank(), height, width);
        HeapMap x = map(scope, shape);
        codeAdjoint.apply(filters, List.of(code), unpooling, List.of(x));
        return x;
    }

    @Override
    public List<FeatureMap> synthesiseAll(
            Scope scope, List<PooledCode> codes, Unpooling unpooling, PackedFilters w, int height, int width) {
        List<HeapCode> own = codes.stream().map(this::own).toList();
        HeapFilters filters = HeapFilters.of(memory, w);
        List<HeapMap> x = own.stream()
                .map(z -> map(scope, z.unpooledShape().input(w.bank(), height, width)))
                .toList();
        if (!own.isEmpty()) codeAdjoint.apply(filters, own, unpooling, x);
        return List.copyOf(x);
    }

    @Override
    public PooledCode poolStep(
            Scope scope, PooledCode z, float mu, FeatureMap g, Pooling pooling, Unpooling unpooling) {
        HeapMap gradient = own(g);
        HeapCode code = z == null ? null : own(z);
        if (code != null) {
            g.shape().requireEqual(z.unpooledShape());
            if (!code.pooling().disjoint() || !z.pooling().equals(pooling))
                return Engine.super.poolStep(scope, z, mu, g, pooling, unpooling);
        }
        HeapCode result = code(scope, g.shape(), pooling);
        maxPooling.poolStep(code, mu, gradient, unpooling, result);
        return result;
    }
}
