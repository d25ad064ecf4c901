package sc.fiji.invertibility.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Along one axis, an output sees the inputs under its window, found here one by one. */
class StridedWindowTest {

    static Stream<StridedWindow> windows() {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.generate(() -> new StridedWindow(
                        random.nextInt(1, 12), random.nextInt(1, 5), random.nextInt(0, 4), random.nextBoolean()))
                .filter(window -> window.padding() < window.size())
                .filter(window -> !window.partial() || window.stride() <= window.size() && window.padding() == 0)
                .limit(100);
    }

    private static boolean sees(StridedWindow window, int output, int input) {
        int tap = input + window.padding() - output * window.stride();
        return tap >= 0 && tap < window.size();
    }

    @ParameterizedTest
    @MethodSource("windows")
    void aSpanOfOutputsIsComputedFromAllInputsThatOneOfThemSees(StridedWindow window) {
        for (int from = 0; from < 4; from++)
            for (int to = from + 1; to < 8; to++) {
                int first = from, last = to - 1;
                int[] seen = IntStream.range(-20, 60)
                        .filter(input ->
                                IntStream.rangeClosed(first, last).anyMatch(output -> sees(window, output, input)))
                        .toArray();
                assertEquals(new Span(seen[0], seen[seen.length - 1] + 1), window.inputs(new Span(from, to)));
            }
    }

    @ParameterizedTest
    @MethodSource("windows")
    void theFewestInputsForSomeOutputsAreEnoughAndOneLessIsNot(StridedWindow window) {
        for (int outputs = 1; outputs < 6; outputs++) {
            int fewest = window.fewestInputs(outputs);
            assertTrue(window.outputs(fewest) >= outputs);
            assertTrue(fewest == 1 || window.outputs(fewest - 1) < outputs);
        }
    }

    @Test
    void onlyWhatLiesOnTheAxisIsLeft() {
        assertEquals(new Span(0, 5), new Span(-2, 7).within(5));
        assertEquals(new Span(1, 3), new Span(1, 3).within(5));
    }
}
