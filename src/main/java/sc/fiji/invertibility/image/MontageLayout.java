package sc.fiji.invertibility.image;

/**
 * The positions of the tiles of a montage: in rows, enlarged by an integer factor, with thin lines between them, their
 * names below them and a heading above all.
 */
record MontageLayout(int columns, int rows, int zoom, int tileWidth, int tileHeight, int headingWidth) {

    /** The width in pixels to which tiles are enlarged, as nearly as an integer factor allows. */
    private static final int COMFORTABLE = 48;

    /** Below this width, in pixels, names would run into each other. */
    private static final int NAMED_FROM = 24;

    private static final int LINE = 2;
    private static final int NAME = 12;
    private static final int HEADING = 20;
    /** The width of the heading's characters, in pixels: slightly more than any common font needs on average. */
    private static final int LETTER_WIDTH = 8;

    /** A layout for a heading and tiles of a given size; a zoom of 0 stands for a comfortable one. */
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

    /** Prefers full rows, if they give a picture that is at most about twice as wide as high. */
    private static int columns(int count) {
        int square = (int) Math.ceil(Math.sqrt(count));
        for (int columns = square; columns <= 1.5 * square; columns++) if (count % columns == 0) return columns;
        return square;
    }

    boolean named() {
        return tileWidth >= NAMED_FROM;
    }

    /** In pixels; a long, since the requested size may be too large. */
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

    /** The top of the line of text with a tile's name. */
    int nameTop(int tile) {
        return top(tile) + tileHeight;
    }

    private int rowHeight() {
        return tileHeight + LINE + (named() ? NAME : 0);
    }
}
