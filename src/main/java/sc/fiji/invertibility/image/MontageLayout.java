package sc.fiji.invertibility.image;

/**
 * Where the tiles of a montage lie: in rows, enlarged by a whole factor, a thin line between them, their
 * names below them and one line of text above all.
 */
final class MontageLayout {

    /** Width in pixels that a tile is enlarged to, as near as a whole factor comes. */
    private static final int COMFORTABLE = 48;

    /** Below this width in pixels a name would run into the next. */
    private static final int NAMED_FROM = 24;

    private static final int LINE = 2;
    private static final int NAME = 12;
    private static final int HEADING = 20;
    /** Of the heading's text, in pixels: a little more than any usual font needs on average. */
    private static final int LETTER_WIDTH = 8;

    private final int columns;
    private final int rows;
    private final int zoom;
    private final int tileWidth;
    private final int tileHeight;
    private final int headingWidth;

    private MontageLayout(int columns, int rows, int zoom, int tileWidth, int tileHeight, int headingWidth) {
        this.columns = columns;
        this.rows = rows;
        this.zoom = zoom;
        this.tileWidth = tileWidth;
        this.tileHeight = tileHeight;
        this.headingWidth = headingWidth;
    }

    /** A layout for a line of text and tiles of a size; a zoom of 0 stands for a comfortable one. */
    static MontageLayout of(String heading, int count, int width, int height, int zoom) {
        int columns = columns(count);
        int factor = zoom > 0 ? zoom : Math.max(1, Math.round(COMFORTABLE / (float) Math.max(width, height)));
        return new MontageLayout(
                columns,
                (count + columns - 1) / columns,
                factor,
                width * factor,
                height * factor,
                heading.length() * LETTER_WIDTH);
    }

    /** Rows that are all full, where that gives a picture at most about twice as wide as high. */
    private static int columns(int count) {
        int square = (int) Math.ceil(Math.sqrt(count));
        for (int columns = square; columns <= 1.5 * square; columns++) if (count % columns == 0) return columns;
        return square;
    }

    int zoom() {
        return zoom;
    }

    boolean named() {
        return tileWidth >= NAMED_FROM;
    }

    /** In pixels; long, as what is asked for may be too much. */
    long width() {
        return Math.max(headingWidth, (long) columns * (tileWidth + LINE) + LINE);
    }

    long height() {
        return (long) rows * rowHeight() + LINE + HEADING;
    }

    int left(int tile) {
        return LINE + tile % columns * (tileWidth + LINE);
    }

    int top(int tile) {
        return HEADING + LINE + tile / columns * rowHeight();
    }

    /** The top of the line of text that a tile's name is written in. */
    int nameTop(int tile) {
        return top(tile) + tileHeight;
    }

    private int rowHeight() {
        return tileHeight + LINE + (named() ? NAME : 0);
    }
}
