package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.opencl.device.Correlation;
import sc.fiji.invertibility.compute.opencl.device.Range;
import sc.fiji.invertibility.compute.opencl.device.Target;

/** Correlations of any shape, as products of gathered pixels and weights. */
final class Correlations {

    private final GpuDevice device;

    Correlations(GpuDevice device) {
        this.device = device;
    }

    void run(Batch in, PackedWeights weights, boolean rectified, Batch out, Target target) {
        Correlation c = weights.correlation();
        int filters = c.groupFilters(), padded = Order.padded(c);
        int taps = c.channels() * c.height() * c.width();
        long outputs = (long) target.rows() * target.columns();
        long products = (long) c.groups() * in.images();
        TileSize tile = TileSize.of(device.limits(), outputs, padded, products);
        device.kernel(tile.correlate(), "correlate")
                .run(
                        Range.of(
                                tile.group(),
                                tile.group() * tile.acrossColumns(outputs),
                                tile.acrossRows(padded),
                                products),
                        in.buffer(),
                        in.shape().height(),
                        in.shape().width(),
                        in.step(),
                        weights.in(Order.TAPS),
                        weights.taps(),
                        weights.bias(),
                        rectified ? 1 : 0,
                        out.buffer(),
                        out.shape().height(),
                        out.shape().width(),
                        out.step(),
                        target.rows(),
                        target.columns(),
                        target.step(),
                        target.y(),
                        target.x(),
                        c.stride(),
                        c.paddingY(),
                        c.paddingX(),
                        taps,
                        padded,
                        filters,
                        c.channels(),
                        c.groups());
    }
}
