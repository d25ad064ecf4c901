package sc.fiji.invertibility.headless;

import ij.process.ImageProcessor;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Arranges pictures in rows on white, each with its label beneath, in as many lines as it needs. Pictures that are rows
 * of pictures themselves stand one beneath the other, large enough for what is written in them.
 */
final class ContactSheet {

    /** A colour picture and its label. */
    record Tile(ImageProcessor pixels, String label) {}

    private static final int WIDEST_PICTURE = 2048;
    private static final int WIDEST_TILE = 400;
    private static final int NARROWEST = 256;
    /** So wide is the space of a label at least, for words to fit in it; 5 pixels wide pictures stand apart then. */
    private static final int LABEL = 180;

    private static final int GAP = 12;
    private static final int LINE = 20;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private final List<Tile> tiles;
    private final int columns;
    private final int columnWidth;
    private final int tileHeight;
    private final List<List<String>> labels;
    private final int lines;

    private ContactSheet(List<Tile> tiles, int columns) {
        this.tiles = tiles;
        this.columns = columns;
        int tileWidth = tiles.get(0).pixels().getWidth();
        boolean labelled = tiles.stream().anyMatch(tile -> !tile.label().isBlank());
        this.columnWidth = labelled ? Math.max(LABEL, tileWidth) : tileWidth;
        this.tileHeight = tiles.get(0).pixels().getHeight();
        this.labels = tiles.stream()
                .map(tile -> LabelLines.of(tile.label(), columnWidth, FONT))
                .toList();
        this.lines = labels.stream().mapToInt(List::size).max().orElse(1);
    }

    /**
     * The sheet of these tiles, all of one size, out of {@code all}; a single picture has no margin.
     *
     * @param columns how many stand beside each other; 0 for a nearly square sheet
     */
    static BufferedImage of(List<Tile> tiles, int all, int columns) {
        if (tiles.size() == 1)
            return scaled(tiles.get(0), WIDEST_PICTURE).pixels().getBufferedImage();
        ImageProcessor first = tiles.get(0).pixels();
        boolean row = first.getWidth() > 2 * first.getHeight();
        int widest = row ? WIDEST_PICTURE : WIDEST_TILE;
        List<Tile> small = tiles.stream().map(tile -> scaled(tile, widest)).toList();
        int beside = columns > 0 ? columns : columns(tiles.size());
        return new ContactSheet(small, row ? 1 : beside).draw(all);
    }

    /** Nearly square, with as few empty positions as possible. */
    private static int columns(int tiles) {
        int square = (int) Math.ceil(Math.sqrt(tiles));
        int wider = square + 1;
        return Math.floorMod(-tiles, wider) < Math.floorMod(-tiles, square) ? wider : square;
    }

    private BufferedImage draw(int all) {
        int rows = (tiles.size() + columns - 1) / columns;
        boolean complete = tiles.size() == all;
        int width = GAP + columns * (columnWidth + GAP);
        int height = GAP + rows * (tileHeight + lines * LINE + GAP) + (complete ? 0 : LINE);
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        for (int i = 0; i < tiles.size(); i++) {
            int x = GAP + i % columns * (columnWidth + GAP);
            int y = GAP + i / columns * (tileHeight + lines * LINE + GAP);
            pen.drawImage(tiles.get(i).pixels().getBufferedImage(), x, y, null);
            for (int line = 0; line < labels.get(i).size(); line++)
                write(pen, labels.get(i).get(line), x, y + tileHeight + (line + 1) * LINE - 5);
        }
        if (!complete) write(pen, tiles.size() + " of " + all + " planes", GAP, height - 8);
        pen.dispose();
        return sheet;
    }

    /** Omitted if Java has no fonts. */
    private static void write(Graphics2D pen, String text, int x, int y) {
        try {
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setFont(FONT);
            pen.setColor(Color.DARK_GRAY);
            pen.drawString(text, x, y);
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            // The tiles matter more than their labels.
        }
    }

    /** Shrinks what is wider or higher than {@code largest}, and enlarges tiny images by whole factors. */
    private static Tile scaled(Tile tile, int largest) {
        ImageProcessor pixels = tile.pixels();
        int size = Math.max(pixels.getWidth(), pixels.getHeight());
        if (size > largest) {
            double factor = (double) largest / size;
            pixels.setInterpolationMethod(ImageProcessor.BILINEAR);
            return new Tile(resized(pixels, factor, true), tile.label());
        }
        int factor = Math.max(1, (int) Math.ceil((double) Math.min(NARROWEST, largest) / size));
        if (factor == 1 || size * factor > largest) return tile;
        pixels.setInterpolationMethod(ImageProcessor.NONE);
        return new Tile(resized(pixels, factor, false), tile.label());
    }

    private static ImageProcessor resized(ImageProcessor pixels, double factor, boolean averaged) {
        int width = Math.max(1, (int) Math.round(pixels.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(pixels.getHeight() * factor));
        return pixels.resize(width, height, averaged);
    }
}
