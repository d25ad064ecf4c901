package sc.fiji.invertibility.headless;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Breaks a label between words into lines of a width; what is too long even then is cut, and ends in an ellipsis. */
final class LabelLines {

    private static final int MOST = 3;

    private LabelLines() {}

    /** At least one line, and the whole label in it if Java has no fonts. */
    static List<String> of(String label, int width, Font font) {
        try {
            Graphics2D pen = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            try {
                return of(label, width, pen.getFontMetrics(font));
            } finally {
                pen.dispose();
            }
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            return List.of(label);
        }
    }

    private static List<String> of(String label, int width, FontMetrics metrics) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : label.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || lines.size() == MOST - 1 || metrics.stringWidth(longer) <= width) {
                line = longer;
                continue;
            }
            lines.add(line);
            line = word;
        }
        lines.add(line);
        return lines.stream().map(each -> cut(each, width, metrics)).toList();
    }

    private static String cut(String text, int width, FontMetrics metrics) {
        String fitting = text;
        for (int n = text.length(); n > 0 && metrics.stringWidth(fitting) > width; n--)
            fitting = text.substring(0, n - 1) + "…";
        return fitting;
    }
}
