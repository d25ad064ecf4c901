package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedWarningsTest {

    @Test
    void theSameWarningsAreSaidOnce() {
        RepeatedWarnings warnings = new RepeatedWarnings();
        List<String> taken = List.of("taken by order"), other = List.of("taken by order", "resized");
        String first = Batch.done(12, taken).message(),
                changed = Batch.done(9, other).message();
        assertEquals(first, warnings.shortened(first));
        assertEquals(
                "done in 8 ms, with the same warnings",
                warnings.shortened(Batch.done(8, taken).message()));
        assertEquals("error: no image", warnings.shortened("error: no image"));
        assertEquals("done in 7 ms", warnings.shortened(Batch.done(7, List.of()).message()));
        assertEquals(changed, warnings.shortened(changed));
    }
}
