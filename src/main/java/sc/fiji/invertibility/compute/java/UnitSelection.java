package sc.fiji.invertibility.compute.java;

import java.util.concurrent.atomic.AtomicBoolean;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.RadixSelection;
import sc.fiji.invertibility.compute.TileOrigin;
import sc.fiji.invertibility.compute.Unpooling;

/** Counts, keeps and compares the units of codes. */
final class UnitSelection {

    private final MapPieces pieces;

    UnitSelection(MapPieces pieces) {
        this.pieces = pieces;
    }

    void count(HeapCode z, TileOrigin origin, RadixSelection.Digit digit, long[] counts) {
        long[] found = pieces.count(z.values(), counts.length, (own, channel, from, to) -> {
            float[] values = z.values().plane(channel);
            forEachRow(z, origin, channel, from, to, (start, end, shift) -> {
                for (int i = start; i < end; i++) {
                    int value = digit.of(values[i], shift + i);
                    if (value >= 0) own[value]++;
                }
            });
        });
        for (int i = 0; i < counts.length; i++) counts[i] += found[i];
    }

    void keep(HeapCode z, TileOrigin origin, Cutoff cutoff) {
        pieces.forEach(z.values(), (channel, from, to) -> {
            float[] values = z.values().plane(channel);
            forEachRow(z, origin, channel, from, to, (start, end, shift) -> {
                for (int i = start; i < end; i++) values[i] = cutoff.keeps(values[i], shift + i) ? values[i] : 0;
            });
        });
    }

    /** The units of one row; unit i has the position shift + i in the whole map. */
    private interface RowPart {
        void process(int start, int end, long shift);
    }

    private static void forEachRow(HeapCode z, TileOrigin origin, int channel, int from, int to, RowPart part) {
        int columns = z.shape().width();
        for (int start = from; start < to; ) {
            int row = start / columns;
            int end = Math.min(to, (row + 1) * columns);
            part.process(start, end, origin.position(channel, row, 0) - (long) row * columns);
            start = end;
        }
    }

    /** Compares units, which is exact if no two windows share a position. */
    CodeDifference compareUnits(HeapCode a, HeapCode b, Unpooling unpooling) {
        AtomicBoolean sameSupport = new AtomicBoolean(true);
        boolean switched = unpooling == Unpooling.SWITCHES;
        double squaredDistance = pieces.sum(a.values(), (channel, from, to) -> {
            float[] x = a.values().plane(channel);
            float[] y = b.values().plane(channel);
            float[] positionOfX = a.switches().plane(channel);
            float[] positionOfY = b.switches().plane(channel);
            double sum = 0;
            int changed = 0;
            for (int i = from; i < to; i++) {
                int inX = BranchFreeZeroTest.mask(x[i]), inY = BranchFreeZeroTest.mask(y[i]);
                int moved = switched ? BranchFreeZeroTest.differ(positionOfX[i], positionOfY[i]) : 0;
                // what y has at x's position, and elsewhere
                float here = BranchFreeZeroTest.unless(moved, y[i]), elsewhere = y[i] - here;
                double difference = (double) x[i] - here;
                sum += difference * difference + (double) elsewhere * elsewhere;
                changed |= (inX | inY) & (moved | inX ^ inY);
            }
            if (changed != 0) sameSupport.set(false);
            return sum;
        });
        return new CodeDifference(squaredDistance, sameSupport.get());
    }

    /** Compares unpooled codes. */
    CodeDifference compareMaps(HeapMap a, HeapMap b) {
        AtomicBoolean sameSupport = new AtomicBoolean(true);
        double squaredDistance = pieces.sum(a, (channel, from, to) -> {
            float[] x = a.plane(channel);
            float[] y = b.plane(channel);
            double sum = 0;
            boolean same = true;
            for (int i = from; i < to; i++) {
                double difference = (double) x[i] - y[i];
                sum += difference * difference;
                same &= x[i] != 0 == (y[i] != 0);
            }
            if (!same) sameSupport.set(false);
            return sum;
        });
        return new CodeDifference(squaredDistance, sameSupport.get());
    }
}
