package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Wᵀz that looks only at the non-zeros of z: for every output pixel the taps that meet one are listed, and
 * their weights, for all channels at once, are added in that order.
 */
final class SparseSynthesis {

    /** Channels below which a tap's weights are too few for vector code. */
    private static final int FEWEST_CHANNELS = 32;

    /** Density from which on the dense sum is the faster one. */
    private static final double DENSE = 0.25;

    /** Channels that are summed at a time; with them the sums of a piece stay in the second cache. */
    private static final int CHUNK = 128;

    /** Filters whose weights, of so many channels, stay there too. */
    private static final int FILTERS = 16;

    private final WorkerPool workers;

    SparseSynthesis(WorkerPool workers) {
        this.workers = workers;
    }

    /** Whether there are enough channels and zeros. */
    static boolean pays(FilterBank bank, long nonzeros, long places) {
        return bank.groups() == 1 && bank.channels() >= FEWEST_CHANNELS && nonzeros < DENSE * places;
    }

    /** Fills x̂. */
    void apply(HeapFilters filters, HeapCode z, Unpooling unpooling, HeapMap result) {
        Terms terms = Terms.of(filters.bank(), z, unpooling, result.height(), result.width());
        float[][] rows = filters.rows();
        int channels = result.shape().channels(), pixels = (int) result.shape().pixels();
        int chunks = (channels + CHUNK - 1) / CHUNK;
        int parts = Math.min(result.height(), (2 * workers.threads() + chunks - 1) / chunks);
        workers.forEach(parts * chunks, piece -> {
            int from = piece % chunks * CHUNK, to = Math.min(channels, from + CHUNK);
            int start = (int) ((long) pixels * (piece / chunks) / parts);
            int end = (int) ((long) pixels * (piece / chunks + 1) / parts);
            float[][] sums = new float[end - start][to - from];
            for (int block = 0; block < terms.blocks(); block++)
                for (int pixel = start; pixel < end; pixel++) terms.add(block, pixel, rows, from, sums[pixel - start]);
            for (int j = from; j < to; j++) {
                float[] plane = result.plane(j);
                for (int pixel = start; pixel < end; pixel++) plane[pixel] = sums[pixel - start][j - from];
            }
        });
    }

    /**
     * For each block of filters and pixel, i = block·pixels + pixel, the terms starts[i] … starts[i + 1]: which
     * row of weights, times which value.
     */
    private record Terms(int pixels, int[] starts, int[] row, float[] factor) {

        static Terms of(FilterBank bank, HeapCode z, Unpooling unpooling, int height, int width) {
            int pixels = height * width, perBlock = FILTERS * bank.height() * bank.width();
            int blocks = (bank.filters() + FILTERS - 1) / FILTERS;
            int[] starts = new int[Math.multiplyExact(blocks, pixels) + 1];
            visit(
                    bank,
                    z,
                    unpooling,
                    height,
                    width,
                    (pixel, row, value) -> starts[row / perBlock * pixels + pixel + 1]++);
            for (int i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
            int[] next = starts.clone();
            int total = starts[starts.length - 1];
            Terms terms = new Terms(pixels, starts, new int[total], new float[total]);
            visit(bank, z, unpooling, height, width, (pixel, row, value) -> {
                int place = next[row / perBlock * pixels + pixel]++;
                terms.row[place] = row;
                terms.factor[place] = value;
            });
            return terms;
        }

        int blocks() {
            return starts.length / pixels;
        }

        void add(int block, int pixel, float[][] rows, int from, float[] sums) {
            int i = starts[block * pixels + pixel], end = starts[block * pixels + pixel + 1];
            for (; i + 3 < end; i += 4)
                four(
                        sums,
                        rows[row[i]],
                        rows[row[i + 1]],
                        rows[row[i + 2]],
                        rows[row[i + 3]],
                        from,
                        factor[i],
                        factor[i + 1],
                        factor[i + 2],
                        factor[i + 3]);
            for (; i < end; i++) one(sums, rows[row[i]], from, factor[i]);
        }

        private static void four(
                float[] c,
                float[] b0,
                float[] b1,
                float[] b2,
                float[] b3,
                int o,
                float a0,
                float a1,
                float a2,
                float a3) {
            for (int j = 0; j < c.length; j++)
                c[j] = Math.fma(
                        a3, b3[o + j], Math.fma(a2, b2[o + j], Math.fma(a1, b1[o + j], Math.fma(a0, b0[o + j], c[j]))));
        }

        private static void one(float[] c, float[] b, int o, float a) {
            for (int j = 0; j < c.length; j++) c[j] = Math.fma(a, b[o + j], c[j]);
        }

        private interface Visitor {
            void term(int pixel, int row, float value);
        }

        private static void visit(
                FilterBank bank, HeapCode z, Unpooling unpooling, int height, int width, Visitor visitor) {
            int taps = bank.height() * bank.width();
            int across = z.unpooledShape().width();
            int[] places = new int[z.shape().width()];
            for (int i = 0; i < z.shape().channels() * z.shape().height(); i++) {
                int k = i / z.shape().height(), row = i % z.shape().height();
                float[] values = z.values().plane(k);
                z.places(k, row, unpooling, places);
                for (int column = 0; column < places.length; column++) {
                    float value = values[row * places.length + column];
                    if (value == 0) continue;
                    int place = places[column];
                    int top = place / across * bank.stride() - bank.padding().y();
                    int left = place % across * bank.stride() - bank.padding().x();
                    for (int tap = 0; tap < taps; tap++) {
                        int y = top + tap / bank.width(), x = left + tap % bank.width();
                        if (y >= 0 && y < height && x >= 0 && x < width)
                            visitor.term(y * width + x, k * taps + tap, value);
                    }
                }
            }
        }
    }
}
