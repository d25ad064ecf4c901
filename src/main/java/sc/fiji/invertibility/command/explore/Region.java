package sc.fiji.invertibility.command.explore;

import java.awt.Rectangle;

/** Chooses the part of the visible pixels that is computed. */
final class Region {

    /** The longest side that is computed at once, in pixels: larger parts would be too slow to follow the mouse. */
    static final int LONGEST = 1024;

    /** The longest side while a slider is moving. */
    static final int LONGEST_DRAFT = 512;

    /** The sides are shorter by this factor for a network, because all its layers are computed and kept. */
    static final int NETWORK = 2;

    /** Filters and blocks must fit into the computed part. */
    private static final int SHORTEST = 64;

    private Region() {}

    /**
     * The middle of the visible part, at least {@value #SHORTEST} pixels on each side if the image is that large.
     *
     * @param visible the visible pixels, within the image
     * @param image the rectangle of the image that may be computed
     * @param longest the longest side
     */
    static Rectangle of(Rectangle visible, Rectangle image, int longest) {
        int width = side(visible.width, image.width, longest), height = side(visible.height, image.height, longest);
        return new Rectangle(
                start(visible.x, visible.width, width, image.x, image.width),
                start(visible.y, visible.height, height, image.y, image.height),
                width,
                height);
    }

    private static int side(int visible, int image, int longest) {
        return Math.min(image, Math.min(longest, Math.max(SHORTEST, visible)));
    }

    private static int start(int from, int seen, int taken, int imageFrom, int image) {
        return Math.max(imageFrom, Math.min(imageFrom + image - taken, from + (seen - taken) / 2));
    }
}
