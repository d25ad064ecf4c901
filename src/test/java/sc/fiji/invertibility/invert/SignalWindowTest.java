package sc.fiji.invertibility.invert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.filters.Span;

class SignalWindowTest {

    private static final Shape SHAPE = new Shape(2, 5, 7);

    @ParameterizedTest
    @CsvSource({"1, 3, 2, 4", "-2, 3, -1, 6", "0, 7, 0, 5", "4, 9, 3, 8", "7, 9, 0, 5", "-3, 0, 0, 2"})
    void addingIsTheTransposeOfCopyingAlsoBeyondTheBorder(int left, int right, int top, int bottom) {
        Span columns = new Span(left, right), rows = new Span(top, bottom);
        SplittableRandom random = new SplittableRandom(1);
        int size = SHAPE.channels() * columns.length() * rows.length();
        float[] added = random(random, size), copied = random(random, size);
        try (Signal x = Signal.zeros(SHAPE);
                Signal y = Signal.zeros(SHAPE)) {
            x.window(new Span(0, SHAPE.width()), new Span(0, SHAPE.height())).add(random(random, (int) SHAPE.size()));
            x.window(columns, rows).copyTo(copied);
            y.window(columns, rows).add(added);
            double inWindow = 0;
            for (int i = 0; i < size; i++) inWindow += (double) copied[i] * added[i];
            assertEquals(x.dot(y), inWindow, 1e-6);
            x.window(columns, rows).subtractFrom(copied);
            assertArrayEquals(new float[size], copied);
        }
    }

    private static float[] random(SplittableRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = (float) random.nextDouble() - 0.5f;
        return values;
    }
}
