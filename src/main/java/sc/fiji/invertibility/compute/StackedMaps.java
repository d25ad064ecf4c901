package sc.fiji.invertibility.compute;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.filters.FilterBank;

/**
 * Several maps filtered as one, stacked above one another and far enough apart that no filter touches two of them. With
 * many channels and few pixels, most of the time goes into reading W, which stacking reads once for all of them.
 *
 * @param most the largest number of maps to stack
 * @param pitch rows from one to the next
 * @param rowsApart rows from the activations of one map to those of the next
 * @param rows rows of the activations of one map
 */
record StackedMaps(int most, int pitch, int rowsApart, int rows) {

    /** The number of weights per copied value above which stacking was measured to pay off on processors. */
    private static final long GAIN = 4;

    /** Winograd filtering works in tiles of this many rows; all maps are to be cut into the same tiles. */
    private static final int TILE = 4;

    static StackedMaps of(FilterBank bank, Shape map, int most) {
        int padding = bank.padding().y();
        int between = Math.max(padding, bank.height() - 1 - padding);
        int step = (bank.height() == 3 ? TILE : 1) * bank.stride();
        int pitch = (map.height() + between + step - 1) / step * step;
        int rows = bank.outputHeight(map.height());
        return new StackedMaps(rows < 1 ? 1 : most, pitch, pitch / bank.stride(), rows);
    }

    /** Whether reading a bank takes longer than copying a map and its activations. */
    static boolean pays(FilterBank bank, Shape map) {
        long weights = (long) bank.filters() * bank.filterChannels() * bank.height() * bank.width();
        long pixels = (long) bank.outputHeight(map.height()) * bank.outputWidth(map.width());
        return weights >= GAIN * (map.size() + bank.filters() * pixels);
    }

    /** h = Wx of each map. */
    List<FeatureMap> convolve(
            FilterOperations engine, Scope scope, List<FeatureMap> x, PackedFilters w, Rectification rectification) {
        List<FeatureMap> h = new ArrayList<>();
        for (int first = 0; first < x.size(); first += most) {
            List<FeatureMap> some = x.subList(first, Math.min(first + most, x.size()));
            if (some.size() == 1) h.add(engine.convolve(scope, some.get(0), w, rectification));
            else
                try (Scope local = new Scope()) {
                    FeatureMap stacked = engine.convolve(local, engine.stack(local, some, pitch), w, rectification);
                    for (int i = 0; i < some.size(); i++) h.add(engine.rows(scope, stacked, i * rowsApart, rows));
                }
        }
        return h;
    }
}
