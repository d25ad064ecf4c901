package sc.fiji.invertibility.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ErrorRangeTest {

    @Test
    void itCoversAllButTheLargestFewThousandths() {
        ErrorRange range = new ErrorRange();
        float[] slice = new float[10_000];
        for (int i = 0; i < slice.length; i++) slice[i] = i;
        range.add(slice);
        assertEquals(9979, range.top());
    }

    /** Slices without number take no more than a sample, every part of which is seen. */
    @Test
    void theSampleOfVeryManySlicesIsAsGood() {
        ErrorRange range = new ErrorRange();
        float[] slice = new float[20_000];
        int slices = 2000;
        for (int n = 0; n < slices; n++) {
            for (int i = 0; i < slice.length; i++) slice[i] = n + i / 20_000f;
            range.add(slice);
        }
        assertEquals(0.998 * slices, range.top(), 0.001 * slices);
    }

    @Test
    void aConstantHasARangeToo() {
        ErrorRange range = new ErrorRange();
        assertEquals(1, range.top());
        range.add(new float[30]);
        assertEquals(1, range.top());
    }
}
