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
     * The numbers of columns of A and C, multiples of four. Of 36 products, in six rows of six, those of the fourth and
     * fifth row, and of the fourth and fifth column, may have fewer.
     *
     * @param most of most products, and the step from one row of a matrix to the next
     * @param ofRows of the fourth and fifth row
     * @param ofColumns of the fourth and fifth column
     * @param ofBoth where these meet
     */
    record Columns(int most, int ofRows, int ofColumns, int ofBoth) {

        /** {@return the same number of columns for all products} */
        static Columns alike(int m) {
            return new Columns(m, m, m, m);
        }
    }

    /**
     * The sizes of matrix products.
     *
     * @param m columns of A and C
     * @param n columns of B, a multiple of four
     * @param stored the number of those columns that are wanted: rows of C
     * @param k rows of A and B
     * @param count the number of products of each group
     * @param groups groups of filters, whose products follow each other
     */
    record Sizes(Columns m, int n, int stored, int k, int count, int groups) {}

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
        Columns m = s.m();
        long count = (long) s.count() * s.groups();
        GemmTile tile = new TileChoice(m.most(), s.n(), s.k(), count).on(device.limits());
        NDRange range =
                NDRange.of(tile.group(), tile.group() * tile.acrossColumns(m.most()), tile.acrossRows(s.n()), count);
        device.kernel(tile.multiply(), "multiply")
                .run(
                        range,
                        List.of(a.buffer(), b.buffer(), c.buffer(), m.most(), m.ofRows(), m.ofColumns(), m.ofBoth()),
                        List.of(s.n(), s.k()),
                        List.of(a.step(), b.step(), c.step(), s.groups(), s.stored()),
                        List.of(biased, bias, rectified));
    }
}
