package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1.00 kB",
        "9994, 9.99 kB",
        "9996, 10.0 kB",
        "553432081, 553 MB",
        "999499999, 999 MB",
        "999500000, 1.00 GB",
        "137438953472, 137 GB",
        "9223372036854775807, 9223372 TB"
    })
    void threeDigitsAndAUnit(long bytes, String readable) {
        assertEquals(readable, ReadableSize.of(bytes));
    }
}
