package sc.fiji.invertibility.compute.java;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

class PackedFiltersCacheTest {

    private final FilterBank bank = GaussianFilters.scaled(16, 20, 3, 1);
    private final PackedFiltersCache cache = new PackedFiltersCache(1 << 20);

    @Test
    void aBankIsPackedOnceWhateverItsBias() {
        WeightLayouts layouts = cache.of(bank);
        assertSame(layouts, cache.of(bank));
        assertSame(layouts, cache.of(bank.withBias(new float[16])));
        cache.clear();
        assertNotSame(layouts, cache.of(bank));
    }

    @Test
    void whatChangesTheFilteringIsPackedAnew() {
        WeightLayouts layouts = cache.of(bank);
        assertNotSame(layouts, cache.of(bank.withStride(2)));
        assertNotSame(layouts, cache.of(bank.withPadding(Padding.VALID)));
        assertNotSame(layouts, cache.of(bank.withGroups(2)));
        assertNotSame(layouts, cache.of(GaussianFilters.scaled(16, 20, 3, 2)));
        assertSame(layouts, cache.of(bank));
    }

    @Test
    void theBanksThatWereUsedLastAreKept() {
        PackedFiltersCache few = new PackedFiltersCache(3L * 16 * 20 * 9 * Float.BYTES);
        WeightLayouts first = few.of(bank);
        WeightLayouts[] others = new WeightLayouts[4];
        for (int i = 0; i < others.length; i++) others[i] = few.of(GaussianFilters.scaled(16, 20, 3, 3 + i));
        assertNotSame(first, few.of(bank));
    }
}
