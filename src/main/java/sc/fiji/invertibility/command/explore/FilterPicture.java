package sc.fiji.invertibility.command.explore;

import java.awt.image.BufferedImage;
import sc.fiji.invertibility.image.FilterTiles;

/** Filters in a square of tiles, one pixel for each weight; grey is zero. */
final class FilterPicture {

    private static final int ZERO = 128, TOP = 127;

    private FilterPicture() {}

    /** The first filters, at most so many; the gaps between the tiles stay empty. */
    static BufferedImage of(FilterTiles tiles, int most) {
        int count = Math.min(most, tiles.count());
        int columns = (int) Math.ceil(Math.sqrt(count)), rows = (count + columns - 1) / columns;
        int across = tiles.width() + 1, down = tiles.height() + 1;
        BufferedImage picture = new BufferedImage(columns * across - 1, rows * down - 1, BufferedImage.TYPE_INT_ARGB);
        for (int k = 0; k < count; k++)
            for (int y = 0; y < tiles.height(); y++)
                for (int x = 0; x < tiles.width(); x++)
                    picture.setRGB(k % columns * across + x, k / columns * down + y, colour(tiles, k, x, y));
        return picture;
    }

    private static int colour(FilterTiles tiles, int filter, int x, int y) {
        int colour = 0xff;
        for (int c = 0; c < 3; c++) {
            float value = tiles.value(filter, tiles.coloured() ? c : 0, x, y);
            colour = colour << 8 | ZERO + Math.round(TOP * value);
        }
        return colour;
    }
}
