package sc.fiji.invertibility.headless;

import java.util.Arrays;
import java.util.Locale;

/** A page of Markdown that is written from top to bottom: headings, paragraphs, tables and pictures. */
final class Markdown {

    private static final String NOTHING = "–";

    private final StringBuilder text = new StringBuilder();

    Markdown heading(int level, String title) {
        return block("#".repeat(level) + " " + title);
    }

    /** The text of the first block, without the signs of a heading. */
    String title() {
        return text.toString().lines().findFirst().orElse("").replaceFirst("^#+ ", "");
    }

    /** Adds all blocks of another page. */
    Markdown append(Markdown other) {
        return block(other.toString());
    }

    Markdown paragraph(String words) {
        return block(words);
    }

    Markdown picture(String caption, String file) {
        return block("![" + caption + "](" + file + ")").block("*" + caption + "*");
    }

    /** Begins a table; {@link #row} adds to it until another block begins. */
    Markdown table(String... headings) {
        String[] rules = new String[headings.length];
        Arrays.fill(rules, "---");
        separate();
        return row(headings).row(rules);
    }

    /** The link to a heading, as GitHub and most other renderers make it. */
    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** Adds a row to the last table. */
    Markdown row(String... cells) {
        text.append("| ");
        for (int i = 0; i < cells.length; i++)
            text.append(i == 0 ? "" : " | ")
                    .append(cells[i].isBlank() ? NOTHING : cells[i].strip().replace("|", "\\|"));
        text.append(" |\n");
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** A number as a report prints it: with a decimal point whatever the locale, and a dash for an empty cell. */
    static String number(String cell, int decimals) {
        if (cell == null || cell.isBlank()) return NOTHING;
        try {
            return String.format(Locale.ROOT, "%." + decimals + "f", Double.parseDouble(cell));
        } catch (NumberFormatException words) {
            return cell;
        }
    }

    /** Mean and standard deviation. */
    static String spread(String mean, String sd, int decimals) {
        return number(mean, decimals) + " ± " + number(sd, decimals);
    }

    private Markdown block(String words) {
        separate();
        text.append(words.strip()).append('\n');
        return this;
    }

    private void separate() {
        if (text.length() > 0) text.append('\n');
    }
}
