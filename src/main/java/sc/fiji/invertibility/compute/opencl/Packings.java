package sc.fiji.invertibility.compute.opencl;

import java.util.EnumMap;
import java.util.Map;

/** A correlation's weights in device memory, once for each method that was asked for. */
final class Packings implements AutoCloseable {

    private final Packer packer;
    private final Correlation correlation;
    private final Map<Method, PackedCorrelation> packed = new EnumMap<>(Method.class);

    Packings(Packer packer, Correlation correlation) {
        this.packer = packer;
        this.correlation = correlation;
    }

    Correlation correlation() {
        return correlation;
    }

    PackedCorrelation in(Method method) {
        return packed.computeIfAbsent(method, m -> packer.pack(correlation, m));
    }

    void forget(Method method) {
        PackedCorrelation unused = packed.remove(method);
        if (unused != null) unused.close();
    }

    @Override
    public void close() {
        packed.values().forEach(PackedCorrelation::close);
        packed.clear();
    }
}
