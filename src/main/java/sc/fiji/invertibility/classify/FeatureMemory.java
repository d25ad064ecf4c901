package sc.fiji.invertibility.classify;

import java.util.ArrayList;
import java.util.List;

/** Features on the heap. */
final class FeatureMemory implements FeatureStore {

    private final int length;
    private final List<float[]> rows = new ArrayList<>();

    FeatureMemory(int length) {
        this.length = length;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public void add(float[] features) {
        if (features.length != length)
            throw new IllegalArgumentException("expected " + length + " features, but got " + features.length);
        rows.add(features.clone());
    }

    @Override
    public void read(int index, float[] values, int from) {
        System.arraycopy(rows.get(index), 0, values, from, length);
    }

    @Override
    public void close() {
        rows.clear();
    }
}
