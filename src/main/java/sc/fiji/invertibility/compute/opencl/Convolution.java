package sc.fiji.invertibility.compute.opencl;

import java.util.stream.Stream;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.FilterBank;

/** Runs correlations by the method that their weights were packed for. */
final class Convolution {

    private final DeviceContext device;
    private final DeviceMemory memory;

    Convolution(DeviceContext device, DeviceMemory memory) {
        this.device = device;
        this.memory = memory;
    }

    PackedCorrelation pack(Correlation correlation) {
        Method method = Stream.of(Method.DIRECT, Method.FEW, Method.PLAIN)
                .filter(m -> m.suits(correlation))
                .findFirst()
                .orElseThrow();
        return PackedCorrelation.pack(memory, correlation, method);
    }

    PackedCorrelation packTranspose(FilterBank bank) {
        return bank.stride() == 1
                ? pack(Correlation.transposeOf(bank))
                : PackedCorrelation.pack(memory, Correlation.of(bank), Method.PLAIN);
    }

    /** h = Wx. */
    void forward(DeviceMap x, DeviceFilters filters, boolean rectified, DeviceMap h) {
        run(x, filters.forward(), rectified, h);
    }

    /** x̂ = Wᵀz. */
    void transposed(DeviceMap z, DeviceFilters filters, DeviceMap x) {
        if (filters.bank().stride() == 1) run(z, filters.transpose(), false, x);
        else gather(z, filters.transpose(), x);
    }

    private void run(DeviceMap in, PackedCorrelation packed, boolean rectified, DeviceMap out) {
        int relu = rectified ? 1 : 0;
        switch (packed.method()) {
            case PLAIN -> plain(in, packed, relu, out);
            case FEW -> few(in, packed, relu, out);
            case DIRECT -> direct(in, packed, relu, out);
        }
    }

    private void gather(DeviceMap z, PackedCorrelation packed, DeviceMap out) {
        Correlation c = packed.correlation();
        Layout target = out.layout();
        device.kernel("correlation", "correlate_transposed")
                .run(
                        range(target),
                        z.buffer(),
                        z.layout().lanes(),
                        z.shape().height(),
                        z.shape().width(),
                        packed.weights(),
                        out.buffer(),
                        target.lanes(),
                        c.inputChannels(),
                        target.shape().height(),
                        target.shape().width(),
                        c.groupFilters(),
                        c.channels(),
                        c.height(),
                        c.width(),
                        c.stride(),
                        c.paddingY(),
                        c.paddingX());
    }

    private void plain(DeviceMap in, PackedCorrelation packed, int relu, DeviceMap out) {
        Correlation c = packed.correlation();
        Layout target = out.layout();
        device.kernel("correlation", "correlate")
                .run(
                        range(target),
                        in.buffer(),
                        in.layout().lanes(),
                        in.shape().height(),
                        in.shape().width(),
                        packed.weights(),
                        packed.bias(),
                        relu,
                        out.buffer(),
                        target.lanes(),
                        c.filters(),
                        target.shape().height(),
                        target.shape().width(),
                        c.groupFilters(),
                        c.channels(),
                        c.height(),
                        c.width(),
                        c.stride(),
                        c.paddingY(),
                        c.paddingX());
    }

    private void few(DeviceMap in, PackedCorrelation packed, int relu, DeviceMap out) {
        Correlation c = packed.correlation();
        Shape shape = out.shape();
        int atATime = 4;
        for (int first = 0; first < c.filters(); first += atATime) {
            int filters = Math.min(atATime, c.filters() - first);
            device.kernel("few", "few_" + filters)
                    .run(
                            runs(4, shape),
                            in.buffer(),
                            in.layout().blocks(),
                            in.shape().height(),
                            in.shape().width(),
                            packed.weights(),
                            packed.bias(),
                            relu,
                            out.buffer(),
                            first,
                            shape.height(),
                            shape.width(),
                            c.height(),
                            c.width(),
                            c.stride(),
                            c.paddingY(),
                            c.paddingX());
        }
    }

    private void direct(DeviceMap in, PackedCorrelation packed, int relu, DeviceMap out) {
        Correlation c = packed.correlation();
        Shape shape = out.shape();
        int lanes = in.layout().lanes();
        int packs = (c.filters() + Method.PACK - 1) / Method.PACK;
        device.kernel("direct", "direct")
                .run(
                        runs(device.tuning().pixels(), shape, packs),
                        in.buffer(),
                        lanes,
                        (c.channels() + lanes - 1) / lanes,
                        c.channels(),
                        in.shape().height(),
                        in.shape().width(),
                        packed.weights(),
                        packed.bias(),
                        relu,
                        out.buffer(),
                        out.layout().blocks(),
                        shape.height(),
                        shape.width(),
                        packs / c.groups(),
                        c.height(),
                        c.width(),
                        c.stride(),
                        c.paddingY(),
                        c.paddingX());
    }

    /** A work-item a value. */
    private Range range(Layout layout) {
        Shape shape = layout.shape();
        return Range.of(
                device.tuning().group(), (long) shape.width() * layout.lanes(), shape.height(), layout.blocks());
    }

    /** A work-item a run of neighbouring pixels, for each of some packs of filters. */
    private Range runs(int pixels, Shape shape, long... packs) {
        long runs = (long) ((shape.width() + pixels - 1) / pixels) * shape.height();
        int group = device.tuning().heavyGroup();
        return packs.length == 0 ? Range.of(group, runs) : Range.of(group, runs, packs[0]);
    }
}
