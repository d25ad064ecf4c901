package sc.fiji.invertibility.weights;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key may be there once in an object, and as often as there are objects. */
class DistinctKeysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':{'a':{'a':1}}}",
                "[{'a':1},{'a':2},[{'a':3}]]",
                "{'b':{'a':1},'c':{'a':1},'a':'{\\'a\\':1,\\'a\\':2}'}",
                "{'a':1,'A':2,'\\u00e4':3,'a\\u0308':4}",
                "{'a':1,",
                "",
                "nothing at all"
            })
    void whatHasNoneTwiceIsLeftToItsReader(String json) {
        assertDoesNotThrow(() -> DistinctKeys.require(json(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':1,'a':1}",
                "{'a':{'b':[{}]},'b':2,'a':null}",
                "[[{'c':{'a':1,'b':2,'a':3}}]]",
                "{'a':1,'\\u0061':2}",
                "{a:1,'a':2}"
            })
    void aKeyThatIsThereTwiceIsNamed(String json) {
        assertEquals(
                "it has the key \"a\" twice in one object of its JSON, expected every key once",
                assertThrows(IllegalArgumentException.class, () -> DistinctKeys.require(json(json)))
                        .getMessage());
    }

    @Test
    void keysThatNoRecordHasAreNotCollectedWithoutEnd() {
        String many = IntStream.range(0, 1 << 19).mapToObj(i -> "'" + i + "':0").collect(Collectors.joining(","));
        assertEquals(
                "it has more than 262144 keys",
                assertThrows(IllegalArgumentException.class, () -> DistinctKeys.require(json("{" + many + "}")))
                        .getMessage());
        String deep = "{'a':".repeat(1 << 19);
        assertDoesNotThrow(() -> DistinctKeys.require(json(deep)));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
