package sc.fiji.invertibility.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.invertibility.compute.Shape;

class ClassifierArchitectureTest {

    /** Table 5; what appendix C.1 says of all of them is that the soft-max sees maps of 4×4. */
    @ParameterizedTest
    @CsvSource({
        "(2048)5c-2pmax-4pave, 2048",
        "(2048)3c-2pmax-(2048)3c-2pmax-2pave, 2048",
        "(2048)3c-2pmax-(2048)3c-2pmax-(1024)3c-2pmax, 1024",
        "(1024)5c-2pmax-4pave, 1024",
    })
    void thePapersArchitecturesLeaveFourByFour(String notation, int filters) {
        ClassifierArchitecture architecture = ClassifierArchitecture.parse(notation);
        assertEquals(new Shape(filters, 4, 4), architecture.features(new Shape(3, 32, 32)));
        assertEquals(notation, architecture.toString());
    }

    @Test
    void spacesCapitalsAndUnderscoresDoNotMatter() {
        assertEquals(
                ClassifierArchitecture.parse("(64)5c-2pmax-4pave"),
                ClassifierArchitecture.parse(" (64)5C - 2p_max - 4P_AVE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2pmax",
                "(64)5c-2pmax-2pmax",
                "4pave-(64)5c",
                "(64)5c-4pave-2pmax",
                "(64)5",
                "64c5",
                "(64)4c",
                "(0)3c",
                "(99999)3c",
                "(64)5c-0pmax",
                "(64)5c-",
                "(64)5c-4pave-4pave"
            })
    void everythingElseIsRefusedWithWhatWasExpected(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ClassifierArchitecture.parse(text));
        assertTrue(refused.getMessage().contains("expected"), refused.getMessage());
    }

    @Test
    void poolingThatLeavesNothingIsRefusedWithTheSizeThatWasLeft() {
        ClassifierArchitecture architecture = ClassifierArchitecture.parse("(8)3c-2pmax-4pave");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> architecture.features(new Shape(1, 6, 9)));
        assertEquals(
                "'(8)3c-2pmax-4pave' cannot be applied to images of 9×6 pixels: before its pooling of 4×4 pixels, only"
                        + " 4×3 are left",
                refused.getMessage());
    }
}
