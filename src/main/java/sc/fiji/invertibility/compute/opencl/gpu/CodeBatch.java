package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceCode;

/**
 * Codes of the same shape and pooling whose values are contiguous in memory, and whose switches are, too.
 *
 * @param first the first of them
 * @param values of all of them
 * @param mostNonzeros a number that the non-zeros of none exceed, as far as is known
 */
record CodeBatch(DeviceCode first, MapBatch values, long mostNonzeros) {

    static CodeBatch of(DeviceCode z) {
        return new CodeBatch(z, MapBatch.of(z.values()), z.mostNonzeros());
    }

    /** {@return the codes as a batch, or null if they are not contiguous} */
    static CodeBatch of(List<DeviceCode> codes) {
        if (codes.size() == 1) return of(codes.get(0));
        MapBatch values = MapBatch.of(codes.stream().map(DeviceCode::values).toList());
        MapBatch switches = MapBatch.of(codes.stream().map(DeviceCode::switches).toList());
        boolean alike = values != null && switches != null && values.step() == switches.step();
        long most = codes.stream().mapToLong(DeviceCode::mostNonzeros).max().orElse(0);
        return alike ? new CodeBatch(codes.get(0), values, most) : null;
    }

    DeviceBuffer switches() {
        return first.switches().buffer();
    }

    /** {@return values, switches and step, as most kernels take them} */
    List<Object> strided() {
        return List.of(values.buffer(), switches(), step());
    }

    int images() {
        return values.images();
    }

    long step() {
        return values.step();
    }

    Shape shape() {
        return values.shape();
    }

    Pooling pooling() {
        return first.pooling();
    }

    Shape unpooledShape() {
        return first.unpooledShape();
    }

    /** {@return whether windows are 2×2 without gaps or overlaps; there are kernels that read such codes} */
    static boolean ofPairs(Pooling pooling) {
        return pooling.window() == 2 && pooling.stride() == 2;
    }
}
