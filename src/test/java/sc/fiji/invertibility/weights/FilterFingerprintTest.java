package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.invertibility.filters.FilterBank;

class FilterFingerprintTest {

    private static final FilterBank BANK = FilterBank.of(new float[] {1, 2, 3, 4}, 2, 2, 1, 1);

    private static String of(FilterBank... banks) {
        return FilterFingerprint.of(List.of(banks));
    }

    @Test
    void everyValueAndSizeMatters() {
        String fingerprint = of(BANK);
        assertTrue(fingerprint.matches("[0-9a-f]{16}"), fingerprint);
        assertEquals(fingerprint, of(FilterBank.of(new float[] {1, 2, 3, 4}, 2, 2, 1, 1)));
        assertNotEquals(fingerprint, of(FilterBank.of(new float[] {1, 2, 3, Math.nextUp(4f)}, 2, 2, 1, 1)));
        assertNotEquals(fingerprint, of(FilterBank.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2)));
        assertNotEquals(fingerprint, of(BANK.withBias(new float[] {0, 0})));
        assertNotEquals(fingerprint, of(BANK, BANK));
    }
}
