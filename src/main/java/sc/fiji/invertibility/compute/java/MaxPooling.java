package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Unpooling;

/** Max pooling with switches, of a map or of a step away from a code. */
final class MaxPooling {

    private final PooledRows rows;

    MaxPooling(PooledRows rows) {
        this.rows = rows;
    }

    void pool(HeapMap h, HeapCode result) {
        int step = result.pooling().stride() * h.width();
        rows.forEach(result, (channel, first, end) -> {
            Row windows = row(result);
            for (int row = first; row < end; row++) windows.pool(h.plane(channel), row * step, channel, row);
        });
    }

    /** Pools z + μg without allocating that map; z's windows must not overlap, and z may be null. */
    void poolStep(HeapCode z, float mu, HeapMap g, Unpooling unpooling, HeapCode result) {
        Pooling pooling = result.pooling();
        int step = pooling.stride() * g.width();
        rows.forEach(result, (channel, first, end) -> {
            Row windows = row(result);
            float[] gradient = g.plane(channel);
            float[] stepped = new float[Math.min(pooling.window(), g.height()) * g.width()];
            int[] positions = new int[result.shape().width()];
            for (int row = first; row < end; row++) {
                int start = row * step;
                int length = Math.min(stepped.length, gradient.length - start);
                for (int i = 0; i < length; i++) stepped[i] = mu * gradient[start + i];
                if (z != null) add(z, channel, row, unpooling, positions, stepped, start);
                windows.pool(stepped, 0, channel, row);
            }
        });
    }

    /** Pools the windows of one row, the first line of which begins at an index of the plane. */
    private interface Row {
        void pool(float[] plane, int start, int channel, int row);
    }

    private static Row row(HeapCode result) {
        return MaxPool2x2.suits(result)
                ? (plane, start, channel, row) -> MaxPool2x2.pool(plane, start, result, channel, row)
                : new RowOfWindows(result)::pool;
    }

    private static void add(
            HeapCode z, int channel, int row, Unpooling unpooling, int[] positions, float[] stepped, int start) {
        if (MaxPool2x2.suits(z)) {
            MaxPool2x2.unpool(z, channel, row, unpooling, stepped);
            return;
        }
        z.positions(channel, row, unpooling, positions);
        float[] values = z.values().plane(channel);
        int first = row * positions.length;
        for (int i = 0; i < positions.length; i++)
            if (values[first + i] != 0) stepped[positions[i] - start] += values[first + i];
    }

    /**
     * Pools the windows of one row side by side. Each candidate becomes one integer: its rank, followed by its position
     * counted down. The largest integer is then the first of the largest values, found without an unpredictable branch.
     * The lowest bit keeps the sign, which a magnitude has lost.
     */
    private static final class RowOfWindows {

        private static final int LAST = (1 << 30) - 1;

        private final HeapCode result;
        private final int flipped;
        private final int mask;
        private final int least;
        private final long[] best;

        RowOfWindows(HeapCode result) {
            this.result = result;
            Pooling.Selection selection = result.pooling().selection();
            // The bits of floats order like the floats; those of negative ones, the other way round.
            flipped = selection == Pooling.Selection.LARGEST ? Integer.MAX_VALUE : 0;
            mask = selection == Pooling.Selection.LARGEST_MAGNITUDE ? Integer.MAX_VALUE : -1;
            least = selection == Pooling.Selection.LARGEST_RECTIFIED ? 0 : Integer.MIN_VALUE;
            best = new long[result.shape().width()];
        }

        /** Pools windows the first line of which begins at an index of the plane. */
        void pool(float[] plane, int start, int channel, int row) {
            Pooling pooling = result.pooling();
            int width = result.unpooledShape().width();
            int lines = Math.min(pooling.window(), result.unpooledShape().height() - row * pooling.stride());
            Arrays.fill(best, Long.MIN_VALUE);
            for (int y = 0; y < lines; y++)
                for (int x = 0; x < Math.min(pooling.window(), width); x++) {
                    int windows = Math.min(best.length, (width - x - 1) / pooling.stride() + 1);
                    compare(
                            best,
                            plane,
                            start + y * width + x,
                            pooling.stride(),
                            windows,
                            y * pooling.window() + x,
                            least,
                            flipped,
                            mask);
                }
            write(channel, row);
        }

        private static void compare(
                long[] best,
                float[] plane,
                int start,
                int stride,
                int windows,
                int position,
                int least,
                int flipped,
                int mask) {
            for (int i = 0; i < windows; i++) {
                int bits = Float.floatToRawIntBits(plane[start + i * stride] + 0f); // −0 becomes 0
                int rank = Math.max(least, (bits ^ bits >> 31 & flipped) & mask);
                long candidate = (long) rank << 32 | (long) (LAST - position) << 1 | bits >>> 31;
                best[i] = Math.max(best[i], candidate);
            }
        }

        private void write(int channel, int row) {
            float[] values = result.values().plane(channel);
            float[] switches = result.switches().plane(channel);
            int first = row * best.length;
            for (int i = 0; i < best.length; i++) {
                int rank = (int) (best[i] >> 32);
                int bits = mask == -1 ? rank ^ rank >> 31 & flipped : rank | (int) best[i] << 31;
                values[first + i] = Float.intBitsToFloat(bits);
                switches[first + i] = LAST - ((int) best[i] >>> 1);
            }
        }
    }
}
