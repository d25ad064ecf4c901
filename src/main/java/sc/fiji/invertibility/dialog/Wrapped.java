package sc.fiji.invertibility.dialog;

/** Text wrapped to the width of a dialog; Swing itself shows a text as one line. */
public final class Wrapped {

    private static final int WIDTH = 360;

    private Wrapped() {}

    /**
     * Wraps a text for tool tips and messages.
     *
     * @param text plain text; null counts as empty
     * @return HTML of a fixed width, or of the text's own width if that is less; null for an empty text, so that there
     *     is no tool tip
     */
    public static String html(String text) {
        if (text == null || text.isBlank()) return null;
        String escaped = text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "<br>");
        // Letters are about six pixels wide: short texts are not wrapped.
        String width = text.length() * 6 > WIDTH ? " width='" + WIDTH + "'" : "";
        return "<html><table cellpadding='0'" + width + "><tr><td>" + escaped + "</td></tr></table></html>";
    }
}
