package sc.fiji.invertibility.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A label is read completely, where words leave room for that. */
class LabelLinesTest {

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private static int width(String text) {
        return new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                .createGraphics()
                .getFontMetrics(FONT)
                .stringWidth(text);
    }

    @Test
    void aLongLabelIsBrokenBetweenWords() {
        String label = "Random activations: relative error 0.526";
        List<String> lines = LabelLines.of(label, 224, FONT);
        assertEquals(label, String.join(" ", lines));
        assertEquals(2, lines.size());
        for (String line : lines) assertTrue(width(line) <= 224, line);
        assertEquals(List.of(label), LabelLines.of(label, 400, FONT));
        assertEquals(List.of(""), LabelLines.of("", 100, FONT));
    }

    @Test
    void whatIsTooLongEvenThenEndsInAnEllipsis() {
        List<String> word = LabelLines.of("w".repeat(100), 100, FONT);
        assertEquals(1, word.size());
        assertTrue(word.get(0).endsWith("…") && width(word.get(0)) <= 100, word.get(0));
        List<String> many = LabelLines.of("word ".repeat(100), 100, FONT);
        assertEquals(3, many.size());
        assertTrue(many.get(2).endsWith("…") && width(many.get(2)) <= 100, many.get(2));
    }
}
