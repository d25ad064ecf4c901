package sc.fiji.invertibility.compute.opencl.gpu;

import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.NDRange;

/** Products of matrices, C = Bᵀ·A. */
final class Gemm {

    private final GpuDevice device;

    Gemm(GpuDevice device) {
        this.device = device;
    }

    /**
     * Matrices behind one another.
     *
     * @param buffer where the first begins
     * @param step values from one to the next; 0 if there is but one, for all products
     */
    record Matrices(DeviceBuffer buffer, long step) {}

    /**
     * The sizes of products.
     *
     * @param m columns of A and C, a multiple of four
     * @param n columns of B, a multiple of four
     * @param stored how many of those are wanted: rows of C
     * @param k rows of A and B
     * @param count how many products
     */
    record Sizes(int m, int n, int stored, int k, int count) {}

    /** Fills C. */
    void run(Matrices a, Matrices b, Matrices c, Sizes sizes) {
        run(a, b, c, sizes, 0, b.buffer(), false);
    }

    /** Fills C, a bias added to each row, and rectified if wanted. */
    void run(Matrices a, Matrices b, Matrices c, Sizes sizes, DeviceBuffer bias, boolean rectified) {
        run(a, b, c, sizes, 1, bias, rectified);
    }

    private void run(Matrices a, Matrices b, Matrices c, Sizes s, int biased, DeviceBuffer bias, boolean rectified) {
        GemmTile tile = GemmTile.of(device.limits(), s.m(), s.n(), s.count());
        device.kernel(tile.multiply(), "multiply")
                .run(
                        NDRange.of(
                                tile.group(),
                                tile.group() * tile.acrossColumns(s.m()),
                                tile.acrossRows(s.n()),
                                s.count()),
                        a.buffer(),
                        b.buffer(),
                        c.buffer(),
                        s.m(),
                        s.n(),
                        s.k(),
                        a.step(),
                        b.step(),
                        c.step(),
                        s.stored(),
                        biased,
                        bias,
                        rectified ? 1 : 0);
    }
}
