package sc.fiji.invertibility.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BankSeedsTest {

    @Test
    void neighbouringExperimentsShareNoBank() {
        Set<Long> seeds = new HashSet<>();
        for (long seed = -50; seed < 50; seed++)
            for (int bank = 0; bank < 100; bank++) seeds.add(BankSeeds.of(seed, bank));
        assertEquals(100 * 100, seeds.size());
    }

    @Test
    void layersOfOneShapeHaveBanksOfTheirOwn() {
        assertEquals(BankSeeds.of(1, "conv5_1"), BankSeeds.of(1, "conv5_1"));
        assertNotEquals(BankSeeds.of(1, "conv5_1"), BankSeeds.of(1, "conv5_2"));
        assertNotEquals(BankSeeds.of(1, "conv5_1"), BankSeeds.of(2, "conv5_1"));
    }
}
