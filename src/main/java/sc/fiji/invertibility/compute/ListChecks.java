package sc.fiji.invertibility.compute;

import java.util.List;

/** Checks lists that are processed together. */
final class ListChecks {

    private ListChecks() {}

    static void requireAsMany(int x, int y) {
        if (x != y) throw new IllegalArgumentException("lists of equal length are needed, not of " + x + " and " + y);
    }

    /** Returns the size that all maps share. */
    static Shape requireOneShape(List<FeatureMap> maps) {
        Shape shape = maps.get(0).shape();
        for (FeatureMap map : maps) shape.requireEqual(map.shape());
        return shape;
    }
}
