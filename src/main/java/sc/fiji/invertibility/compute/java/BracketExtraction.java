package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import sc.fiji.invertibility.compute.Bracket;
import sc.fiji.invertibility.compute.UnitList;

/** Extracts the units within a bracket of magnitudes from a code, without branches that depend on values. */
final class BracketExtraction {

    private final MapPieces pieces;

    BracketExtraction(MapPieces pieces) {
        this.pieces = pieces;
    }

    /**
     * Sets all units to zero except those above a bracket.
     *
     * @param most the largest number of units to return
     * @return the non-zero units within the bracket, in ascending order; empty if there are more, in which case nothing
     *     is changed
     */
    Optional<UnitList> keepAbove(HeapCode z, Bracket bracket, int most) {
        // The bits of magnitudes order like the magnitudes. Zero does not count.
        int low = Math.max(1, Float.floatToRawIntBits(bracket.lowest()));
        int high = Float.floatToRawIntBits(bracket.highest());
        int[][] found = new int[MapPieces.total(z.values())][];
        pieces.forEach(z.values(), () -> new int[MapPieces.PIECE], (scratch, channel, from, to) -> {
            int count = list(z.values().plane(channel), from, to, low, high, scratch);
            found[MapPieces.index(z.values(), channel, from)] = Arrays.copyOf(scratch, count);
        });
        long total = Stream.of(found).mapToLong(positions -> positions.length).sum();
        if (total > most) return Optional.empty();
        UnitList units = units(z, found, (int) total);
        pieces.forEach(z.values(), (channel, from, to) -> keepAbove(z.values().plane(channel), from, to, high));
        return Optional.of(units);
    }

    /** Sets some units to zero, and returns what they were. */
    static UnitList take(HeapCode z, int[] units) {
        int pixels = (int) z.shape().pixels();
        float[] values = new float[units.length];
        int[] switches = new int[units.length];
        for (int i = 0; i < units.length; i++) {
            float[] plane = z.values().plane(units[i] / pixels);
            int position = units[i] % pixels;
            values[i] = plane[position];
            switches[i] = (int) z.switches().plane(units[i] / pixels)[position];
            plane[position] = 0;
        }
        return new UnitList(units, values, switches);
    }

    /** Writes every unit, but advances past it only if it counts, so that the next one overwrites those that do not. */
    private static int list(float[] values, int from, int to, int low, int high, int[] positions) {
        int count = 0;
        for (int i = from; i < to; i++) {
            int size = Float.floatToRawIntBits(values[i]) & Integer.MAX_VALUE;
            positions[count] = i;
            count -= (low - 1 - size & size - 1 - high) >> 31;
        }
        return count;
    }

    private static void keepAbove(float[] values, int from, int to, int high) {
        for (int i = from; i < to; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            values[i] = Float.intBitsToFloat(bits & high - (bits & Integer.MAX_VALUE) >> 31);
        }
    }

    private static UnitList units(HeapCode z, int[][] found, int total) {
        int pixels = (int) z.shape().pixels(), perChannel = MapPieces.ofChannel(z.values());
        int[] indices = new int[total], switches = new int[total];
        float[] values = new float[total];
        for (int piece = 0, i = 0; piece < found.length; piece++) {
            int channel = piece / perChannel;
            for (int position : found[piece]) {
                indices[i] = channel * pixels + position;
                values[i] = z.values().plane(channel)[position];
                switches[i++] = (int) z.switches().plane(channel)[position];
            }
        }
        return new UnitList(indices, values, switches);
    }
}
