package sc.fiji.invertibility.bench;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.RadixSelection;
import sc.fiji.invertibility.compute.Shape;

/**
 * A code of 2×2 blocks on the heap, and the work that is left to do between two convolutions of the peer.
 *
 * @param values one per block
 * @param places the position in its block, 0 … 3
 * @param units the size of {@code values}
 */
record PeerCode(float[] values, byte[] places, Shape units) implements AutoCloseable {

    /** The winners of the blocks of z + μg, before the selection of the largest. */
    static PeerCode pooled(PeerCode z, float mu, FloatBuffer g, Shape units) {
        PeerCode next = new PeerCode(new float[(int) units.size()], new byte[(int) units.size()], units);
        next.rows((row, b) -> next.poolRow(row, z, mu, g, b));
        return next;
    }

    /** A copy of an engine's code. */
    static PeerCode of(HostCode code) {
        byte[] places = new byte[code.switches().length];
        for (int i = 0; i < places.length; i++) places[i] = (byte) code.switches()[i];
        return new PeerCode(code.values(), places, code.shape());
    }

    /** {@return a copy for an engine} */
    HostCode code(Shape unpooled, Pooling pooling) {
        int[] switches = new int[places.length];
        for (int i = 0; i < switches.length; i++) switches[i] = places[i];
        return new HostCode(values, switches, unpooled, pooling);
    }

    private void poolRow(int row, PeerCode z, float mu, FloatBuffer g, float[] b) {
        int first = row * units.width();
        g.get(row * b.length, b);
        for (int i = 0; i < b.length; i++) b[i] *= mu;
        if (z != null) for (int u = 0; u < units.width(); u++) b[place(u, z.places[first + u])] += z.values[first + u];
        BlockMaxima.ofRow(b, first, values, places);
    }

    /** The index of a unit's value in the two rows of its blocks. */
    private int place(int unit, int place) {
        return 2 * unit + (place & 1) + (place >> 1) * 2 * units.width();
    }

    /** Sets all to zero but the k largest. */
    PeerCode keep(long k) {
        RadixSelection largest = RadixSelection.of(k, values.length);
        while (!largest.found()) {
            long[] counts = largest.emptyHistogram();
            RadixSelection.Digit digit = largest.digit();
            channels().forEach(channel -> count(channel, digit, counts));
            largest.accept(counts);
        }
        Cutoff cutoff = largest.cutoff();
        channels().forEach(channel -> {
            for (int i = start(channel); i < start(channel + 1); i++) if (!cutoff.keeps(values[i], i)) values[i] = 0;
        });
        return this;
    }

    private void count(int channel, RadixSelection.Digit digit, long[] counts) {
        int[] own = new int[counts.length];
        for (int i = start(channel); i < start(channel + 1); i++) {
            int value = digit.of(values[i], i);
            if (value >= 0) own[value]++;
        }
        synchronized (counts) {
            for (int i = 0; i < own.length; i++) counts[i] += own[i];
        }
    }

    /** This code times a factor. */
    PeerCode times(float factor) {
        float[] scaled = new float[values.length];
        channels().forEach(channel -> {
            for (int i = start(channel); i < start(channel + 1); i++) scaled[i] = factor * values[i];
        });
        return new PeerCode(scaled, places, units);
    }

    /** The values of g where this code has its non-zeros. */
    PeerCode restricted(FloatBuffer g) {
        float[] restricted = new float[values.length];
        rows((row, b) -> {
            g.get(row * b.length, b);
            for (int u = 0, i = row * units.width(); u < units.width(); u++, i++) {
                int mask = Float.floatToRawIntBits(values[i]) << 1 == 0 ? 0 : -1;
                restricted[i] = Float.intBitsToFloat(Float.floatToRawIntBits(b[place(u, places[i])]) & mask);
            }
        });
        return new PeerCode(restricted, places, units);
    }

    /** Writes the whole map: the values to where they came from, and zeros. */
    void spread(FloatBuffer dense) {
        rows((row, b) -> {
            Arrays.fill(b, 0);
            for (int u = 0, i = row * units.width(); u < units.width(); u++, i++) b[place(u, places[i])] = values[i];
            dense.put(row * b.length, b);
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

    /** Processes a row of blocks, with an array for its two rows of values. */
    private interface RowWork {
        void accept(int row, float[] b);
    }

    /** All rows of blocks, on all cores. */
    private void rows(RowWork work) {
        channels().forEach(channel -> {
            float[] b = new float[4 * units.width()];
            for (int row = channel * units.height(); row < (channel + 1) * units.height(); row++) work.accept(row, b);
        });
    }

    @Override
    public void close() {}
}
