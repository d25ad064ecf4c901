package sc.fiji.invertibility.compute.java;

import java.util.Arrays;
import sc.fiji.invertibility.compute.Unpooling;

/** Moves values between codes and the positions they came from. */
final class HeapUnpooling {

    private final PooledRows rows;

    HeapUnpooling(PooledRows rows) {
        this.rows = rows;
    }

    /** Puts values back, with zeros elsewhere. */
    void unpool(HeapCode z, Unpooling unpooling, HeapMap result) {
        int step = z.pooling().stride() * result.width();
        rows.forEachByPositions(z, (channel, first, end) -> {
            float[] plane = result.plane(channel);
            float[] values = z.values().plane(channel);
            int[] positions = new int[z.shape().width()];
            Arrays.fill(plane, first * step, end == z.shape().height() ? plane.length : end * step, 0);
            for (int row = first; row < end; row++) {
                z.positions(channel, row, unpooling, positions);
                for (int i = 0, unit = row * positions.length; i < positions.length; i++, unit++)
                    if (values[unit] != 0) plane[positions[i]] += values[unit];
            }
        });
    }

    /** Takes the values of g at the positions of the code's non-zeros. */
    void restrict(HeapMap g, HeapCode z, Unpooling unpooling, HeapCode result) {
        boolean even2x2 = MaxPool2x2.suits(z);
        rows.forEach(z, (channel, first, end) -> {
            float[] plane = g.plane(channel);
            float[] values = z.values().plane(channel);
            float[] restricted = result.values().plane(channel);
            int[] positions = new int[z.shape().width()];
            for (int row = first; row < end; row++) {
                if (even2x2) MaxPool2x2.restrict(plane, z, channel, row, unpooling, restricted);
                else z.positions(channel, row, unpooling, positions);
                for (int i = 0, unit = row * positions.length; !even2x2 && i < positions.length; i++, unit++)
                    restricted[unit] = values[unit] == 0 ? 0 : plane[positions[i]];
            }
        });
    }

    /** Counts non-zero units at their switches; the result must hold zeros before. */
    void winners(HeapCode z, HeapMap result) {
        float[] counts = result.plane(0);
        boolean even2x2 = MaxPool2x2.suits(z);
        rows.forEachOfAllChannels(z, (none, first, end) -> {
            int[] positions = new int[z.shape().width()];
            for (int channel = 0; channel < z.shape().channels(); channel++) {
                float[] values = z.values().plane(channel);
                for (int row = first; row < end; row++) {
                    if (even2x2) MaxPool2x2.count(z, channel, row, counts);
                    else z.positions(channel, row, Unpooling.SWITCHES, positions);
                    for (int i = 0, unit = row * positions.length; !even2x2 && i < positions.length; i++, unit++)
                        if (values[unit] != 0) counts[positions[i]]++;
                }
            }
        });
    }
}
