package sc.fiji.invertibility.compute.java;

import java.util.concurrent.atomic.AtomicBoolean;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.Cutoff;
import sc.fiji.invertibility.compute.LargestUnits;
import sc.fiji.invertibility.compute.Origin;
import sc.fiji.invertibility.compute.Unpooling;

/** Counts, keeps and compares the units of codes. */
final class Selecting {

    private final Algebra algebra;

    Selecting(Algebra algebra) {
        this.algebra = algebra;
    }

    void count(HeapCode z, Origin origin, LargestUnits.Digit digit, long[] counts) {
        int columns = z.shape().width();
        algebra.forEach(z.values(), (channel, from, to) -> {
            int[] own = new int[counts.length];
            float[] values = z.values().plane(channel);
            for (int i = from; i < to; i++) {
                int value = digit.of(values[i], origin.position(channel, i / columns, i % columns));
                if (value >= 0) own[value]++;
            }
            synchronized (counts) {
                for (int i = 0; i < own.length; i++) counts[i] += own[i];
            }
        });
    }

    void keep(HeapCode z, Origin origin, Cutoff cutoff) {
        int columns = z.shape().width();
        algebra.forEach(z.values(), (channel, from, to) -> {
            float[] values = z.values().plane(channel);
            for (int i = from; i < to; i++)
                if (!cutoff.keeps(values[i], origin.position(channel, i / columns, i % columns))) values[i] = 0;
        });
    }

    long nonzeros(HeapCode z) {
        return (long) algebra.sum(z.values(), (channel, from, to) -> {
            float[] values = z.values().plane(channel);
            int count = 0;
            for (int i = from; i < to; i++) if (values[i] != 0) count++;
            return count;
        });
    }

    /** Compares units; that is exact where no two windows share a place. */
    CodeDifference compareUnits(HeapCode a, HeapCode b, Unpooling unpooling) {
        int columns = a.shape().width();
        AtomicBoolean sameSupport = new AtomicBoolean(true);
        double squaredDistance = algebra.sum(a.values(), (channel, from, to) -> {
            float[] x = a.values().plane(channel);
            float[] y = b.values().plane(channel);
            double sum = 0;
            boolean same = true;
            for (int i = from; i < to; i++) {
                if (x[i] == 0 && y[i] == 0) continue;
                boolean moved = a.place(channel, i / columns, i % columns, unpooling)
                        != b.place(channel, i / columns, i % columns, unpooling);
                double difference = (double) x[i] - y[i];
                sum += moved ? (double) x[i] * x[i] + (double) y[i] * y[i] : difference * difference;
                same &= !moved && x[i] != 0 && y[i] != 0;
            }
            if (!same) sameSupport.set(false);
            return sum;
        });
        return new CodeDifference(squaredDistance, sameSupport.get());
    }

    /** Compares unpooled codes. */
    CodeDifference compareMaps(HeapMap a, HeapMap b) {
        AtomicBoolean sameSupport = new AtomicBoolean(true);
        double squaredDistance = algebra.sum(a, (channel, from, to) -> {
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
