package sc.fiji.invertibility.sparse;

import java.util.Arrays;
import java.util.stream.IntStream;
import sc.fiji.invertibility.compute.HostCode;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.SparseCode;
import sc.fiji.invertibility.compute.UnitList;

/**
 * A sparse code as its non-zeros.
 *
 * @param support their positions, row-major (filter, y, x) in the activations, ascending
 * @param values the value at each
 */
public record FoundCode(int[] support, double[] values) {

    /** The code 0. */
    static final FoundCode ZERO = new FoundCode(new int[0], new double[0]);

    /**
     * Lists the non-zeros of a pooled code at their switches.
     *
     * @param code the code
     * @return its non-zeros
     */
    public static FoundCode of(SparseCode code) {
        UnitList units = code.units();
        Shape pooled = code.shape(), map = code.unpooledShape();
        int window = code.pooling().window(), stride = code.pooling().stride();
        long[] positions = new long[units.size()];
        for (int i = 0; i < positions.length; i++) {
            int unit = units.indices()[i], at = units.switches()[i];
            int y = unit / pooled.width() % pooled.height() * stride + at / window;
            int x = unit % pooled.width() * stride + at % window;
            long position = (unit / pooled.pixels() * map.height() + y) * map.width() + x;
            positions[i] = position << Integer.SIZE | i;
        }
        Arrays.sort(positions);
        int[] support = new int[positions.length];
        double[] values = new double[positions.length];
        for (int i = 0; i < positions.length; i++) {
            support[i] = (int) (positions[i] >> Integer.SIZE);
            values[i] = units.values()[(int) positions[i]];
        }
        return new FoundCode(support, values);
    }

    static FoundCode of(HostCode code) {
        return of(SparseCode.of(code));
    }

    /** {@return ‖z‖} */
    public double norm() {
        double squares = 0;
        for (double value : values) squares += value * value;
        return Math.sqrt(squares);
    }

    /**
     * Measures how far another code is from this one.
     *
     * @param other a code of the same size
     * @return ‖other − z‖
     */
    public double distance(FoundCode other) {
        double squares = 0;
        int i = 0, j = 0;
        while (i < support.length || j < other.support.length) {
            int mine = i < support.length ? support[i] : Integer.MAX_VALUE;
            int its = j < other.support.length ? other.support[j] : Integer.MAX_VALUE;
            double difference = (mine <= its ? values[i++] : 0) - (its <= mine ? other.values[j++] : 0);
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }

    /**
     * Looks up where this code is not zero but another one is.
     *
     * @param other a code of the same size
     * @return this code at the positions that the other does not have
     */
    public FoundCode missedBy(FoundCode other) {
        int[] missed = IntStream.range(0, support.length)
                .filter(i -> Arrays.binarySearch(other.support, support[i]) < 0)
                .toArray();
        return new FoundCode(
                IntStream.of(missed).map(i -> support[i]).toArray(),
                IntStream.of(missed).mapToDouble(i -> values[i]).toArray());
    }
}
