package sc.fiji.invertibility.command.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Rectangle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionTest {

    @ParameterizedTest
    @CsvSource({
        // what is seen; what is computed of it
        "10, 20, 900, 500, 204, 20, 512, 500",
        "100, 100, 300, 200, 100, 100, 300, 200",
        "100, 100, 10, 10, 73, 73, 64, 64",
        "10, 20, 3, 3, 10, 20, 64, 64",
        "900, 510, 10, 10, 846, 456, 64, 64"
    })
    void theMiddleOfWhatIsSeenButEnoughForFilters(int x, int y, int w, int h, int left, int top, int wide, int high) {
        Rectangle image = new Rectangle(10, 20, 900, 500);
        assertEquals(new Rectangle(left, top, wide, high), Region.of(new Rectangle(x, y, w, h), image, 512));
    }

    @ParameterizedTest
    @CsvSource({"5, 7", "64, 3", "1, 1"})
    void smallImagesAreComputedAsAWhole(int width, int height) {
        Rectangle image = new Rectangle(3, 4, width, height);
        assertEquals(image, Region.of(new Rectangle(3, 4, 1, 1), image, 512));
    }
}
