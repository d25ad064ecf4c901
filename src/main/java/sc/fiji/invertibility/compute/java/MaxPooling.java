package sc.fiji.invertibility.compute.java;

import sc.fiji.invertibility.compute.Pooling;
import sc.fiji.invertibility.compute.Unpooling;

/** Max pooling with switches, of a map or of a step away from a code. */
final class MaxPooling {

    private final WorkerPool workers;

    MaxPooling(WorkerPool workers) {
        this.workers = workers;
    }

    void pool(HeapMap h, HeapCode result) {
        int rows = result.shape().height();
        workers.forEach(h.shape().channels(), channel -> {
            for (int row = 0; row < rows; row++) poolRow(h.plane(channel), result, channel, row);
        });
    }

    private static void poolRow(float[] plane, HeapCode result, int channel, int row) {
        Pooling pooling = result.pooling();
        int height = result.unpooledShape().height();
        int width = result.unpooledShape().width();
        int columns = result.shape().width();
        float[] values = result.values().plane(channel);
        float[] switches = result.switches().plane(channel);
        int top = row * pooling.stride();
        int bottom = Math.min(height, top + pooling.window());
        for (int column = 0; column < columns; column++) {
            int left = column * pooling.stride();
            int right = Math.min(width, left + pooling.window());
            float best = plane[top * width + left];
            int place = 0;
            for (int y = top; y < bottom; y++)
                for (int x = left; x < right; x++) {
                    float value = plane[y * width + x];
                    if (!larger(value, best, pooling.selection())) continue;
                    best = value;
                    place = (y - top) * pooling.window() + x - left;
                }
            boolean nothing = pooling.selection() == Pooling.Selection.LARGEST_RECTIFIED && !(best > 0);
            values[row * columns + column] = nothing ? 0 : best;
            switches[row * columns + column] = nothing ? 0 : place;
        }
    }

    private static boolean larger(float value, float best, Pooling.Selection selection) {
        return selection == Pooling.Selection.LARGEST_MAGNITUDE ? Math.abs(value) > Math.abs(best) : value > best;
    }

    /** Puts values back; the result holds zeros before. */
    void unpool(HeapCode z, Unpooling unpooling, HeapMap result) {
        workers.forEach(z.shape().channels(), channel -> {
            float[] plane = result.plane(channel);
            float[] values = z.values().plane(channel);
            int columns = z.shape().width();
            for (int i = 0; i < values.length; i++)
                if (values[i] != 0) plane[z.place(channel, i / columns, i % columns, unpooling)] += values[i];
        });
    }

    void restrict(HeapMap g, HeapCode z, Unpooling unpooling, HeapCode result) {
        workers.forEach(z.shape().channels(), channel -> {
            float[] plane = g.plane(channel);
            float[] values = z.values().plane(channel);
            float[] restricted = result.values().plane(channel);
            int columns = z.shape().width();
            for (int i = 0; i < values.length; i++)
                restricted[i] = values[i] == 0 ? 0 : plane[z.place(channel, i / columns, i % columns, unpooling)];
        });
    }

    /** Counts non-zero units at their switches; the result holds zeros before. */
    void winners(HeapCode z, HeapMap result) {
        float[] counts = result.plane(0);
        int columns = z.shape().width();
        for (int channel = 0; channel < z.shape().channels(); channel++) {
            float[] values = z.values().plane(channel);
            for (int i = 0; i < values.length; i++)
                if (values[i] != 0) counts[z.place(channel, i / columns, i % columns, Unpooling.SWITCHES)]++;
        }
    }
}
