package sc.fiji.invertibility.compute.java;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;

class PackingsTest {

    private final FilterBank bank = GaussianFilters.scaled(16, 20, 3, 1);
    private final Packings packings = new Packings(1 << 20);

    @Test
    void aBankIsPackedOnceWhateverItsBias() {
        Packing packing = packings.of(bank);
        assertSame(packing, packings.of(bank));
        assertSame(packing, packings.of(bank.withBias(new float[16])));
        packings.clear();
        assertNotSame(packing, packings.of(bank));
    }

    @Test
    void whatChangesTheFilteringIsPackedAnew() {
        Packing packing = packings.of(bank);
        assertNotSame(packing, packings.of(bank.withStride(2)));
        assertNotSame(packing, packings.of(bank.withPadding(Padding.VALID)));
        assertNotSame(packing, packings.of(bank.withGroups(2)));
        assertNotSame(packing, packings.of(GaussianFilters.scaled(16, 20, 3, 2)));
        assertSame(packing, packings.of(bank));
    }

    @Test
    void theBanksThatWereUsedLastAreKept() {
        Packings few = new Packings(3L * 16 * 20 * 9 * Float.BYTES);
        Packing first = few.of(bank);
        Packing[] others = new Packing[4];
        for (int i = 0; i < others.length; i++) others[i] = few.of(GaussianFilters.scaled(16, 20, 3, 3 + i));
        assertNotSame(first, few.of(bank));
    }
}
