package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.List;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Matrix products, C = Bᵀ·A. */
final class Gemm {

    private final GpuDevice device;

    Gemm(GpuDevice device) {
        this.device = device;
    }

    /**
     * Several matrices in one buffer.
     *
     * @param buffer begins with the first matrix
     * @param step values from one matrix to the next; 0 if all products share one
     */
    record Matrices(DeviceBuffer buffer, long step) {}

    /**
     * The sizes of matrix products.
     *
     * @param m columns of A and C, a multiple of four
     * @param n columns of B, a multiple of four
     * @param stored the number of those columns that are wanted: rows of C
     * @param k rows of A and B
     * @param count the number of products
     */
    record Sizes(int m, int n, int stored, int k, int count) {}

    /** Fills C. */
    void run(Matrices a, Matrices b, Matrices c, Sizes sizes) {
        run(a, b, c, sizes, false, b.buffer(), false);
    }

    /** Fills C, with a bias added to each row, and rectified if wanted. */
    void run(Matrices a, Matrices b, Matrices c, Sizes sizes, DeviceBuffer bias, boolean rectified) {
        run(a, b, c, sizes, true, bias, rectified);
    }

    private void run(
            Matrices a, Matrices b, Matrices c, Sizes s, boolean biased, DeviceBuffer bias, boolean rectified) {
        GemmTile tile = GemmTile.of(device.limits(), s.m(), s.n(), s.count());
        NDRange range =
                NDRange.of(tile.group(), tile.group() * tile.acrossColumns(s.m()), tile.acrossRows(s.n()), s.count());
        device.kernel(tile.multiply(), "multiply")
                .run(
                        range,
                        List.of(a.buffer(), b.buffer(), c.buffer(), s.m(), s.n(), s.k()),
                        List.of(a.step(), b.step(), c.step(), s.stored()),
                        List.of(biased, bias, rectified));
    }
}
