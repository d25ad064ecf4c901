package sc.fiji.invertibility.bench;

import java.nio.FloatBuffer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.LargestUnits;
import sc.fiji.invertibility.compute.Shape;

/**
 * A code of 2×2 blocks on the heap, and what the peer leaves to do between two convolutions.
 *
 * @param values one a block
 * @param places where in its block, 0 … 3
 * @param units the size of {@code values}
 */
record PeerCode(float[] values, byte[] places, Shape units) implements AutoCloseable {

    /** The winners of the blocks of z + μg, before the selection of the largest. */
    static PeerCode pooled(PeerCode z, float mu, FloatBuffer g, Shape units) {
        PeerCode next = new PeerCode(new float[(int) units.size()], new byte[(int) units.size()], units);
        next.channels().forEach(channel -> {
            float[] b = new float[4 * units.width()];
            for (int row = channel * units.height(); row < (channel + 1) * units.height(); row++)
                next.poolRow(row, z, mu, g, b);
        });
        return next;
    }

    private void poolRow(int row, PeerCode z, float mu, FloatBuffer g, float[] b) {
        int columns = units.width(), width = 2 * columns;
        g.get(row * b.length, b);
        for (int u = 0, i = row * columns; u < columns; u++, i++) {
            float b0 = mu * b[2 * u], b1 = mu * b[2 * u + 1];
            float b2 = mu * b[2 * u + width], b3 = mu * b[2 * u + 1 + width];
            if (z != null && z.values[i] != 0) {
                float old = z.values[i];
                int at = z.places[i];
                b0 += at == 0 ? old : 0;
                b1 += at == 1 ? old : 0;
                b2 += at == 2 ? old : 0;
                b3 += at == 3 ? old : 0;
            }
            boolean right = Math.abs(b1) > Math.abs(b0), lowerRight = Math.abs(b3) > Math.abs(b2);
            float upper = right ? b1 : b0, lower = lowerRight ? b3 : b2;
            boolean below = Math.abs(lower) > Math.abs(upper);
            values[i] = below ? lower : upper;
            places[i] = (byte) (below ? lowerRight ? 3 : 2 : right ? 1 : 0);
        }
    }

    /** Sets all to zero but the k largest. */
    PeerCode keep(long k) {
        LargestUnits largest = LargestUnits.of(k, values.length);
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            LargestUnits.Digit digit = largest.digit();
            channels().forEach(channel -> count(channel, digit, counts));
            largest.accept(counts);
        }
        Cutoff cutoff = largest.cutoff();
        channels().forEach(channel -> {
            for (int i = start(channel); i < start(channel + 1); i++) if (!cutoff.keeps(values[i], i)) values[i] = 0;
        });
        return this;
    }

    private void count(int channel, LargestUnits.Digit digit, long[] counts) {
        int[] own = new int[counts.length];
        for (int i = start(channel); i < start(channel + 1); i++) {
            int value = digit.of(values[i], i);
            if (value >= 0) own[value]++;
        }
        synchronized (counts) {
            for (int i = 0; i < own.length; i++) counts[i] += own[i];
        }
    }

    /** The values of g where this code has its non-zeros. */
    PeerCode restricted(FloatBuffer g) {
        float[] restricted = new float[values.length];
        channels().forEach(channel -> {
            for (int i = start(channel); i < start(channel + 1); i++)
                if (values[i] != 0) restricted[i] = g.get(position(i));
        });
        return new PeerCode(restricted, places, units);
    }

    /** Writes the values, or zeros in their stead, to where they came from. */
    void spread(FloatBuffer dense, boolean zeros) {
        channels().forEach(channel -> {
            for (int i = start(channel); i < start(channel + 1); i++)
                if (values[i] != 0) dense.put(position(i), zeros ? 0 : values[i]);
        });
    }

    double squaredNorm() {
        return sum(i -> (double) values[i] * values[i]);
    }

    CodeDifference compare(PeerCode other) {
        boolean same = channels().allMatch(channel -> {
            for (int i = start(channel); i < start(channel + 1); i++)
                if (values[i] != 0 != (other.values[i] != 0) || values[i] != 0 && places[i] != other.places[i])
                    return false;
            return true;
        });
        double distance = sum(i -> {
            double a = values[i], b = other.values[i];
            return places[i] == other.places[i] ? (a - b) * (a - b) : a * a + b * b;
        });
        return new CodeDifference(distance, same);
    }

    private double sum(IntToDoubleFunction term) {
        return channels()
                .mapToDouble(channel -> {
                    double sum = 0;
                    for (int i = start(channel); i < start(channel + 1); i++) sum += term.applyAsDouble(i);
                    return sum;
                })
                .sum();
    }

    /** All channels, on all cores. */
    private IntStream channels() {
        return IntStream.range(0, units.channels()).parallel();
    }

    private int start(int channel) {
        return channel * units.height() * units.width();
    }

    private int position(int unit) {
        int row = unit / units.width() * 2 + places[unit] / 2;
        return row * 2 * units.width() + unit % units.width() * 2 + places[unit] % 2;
    }

    @Override
    public void close() {}
}
