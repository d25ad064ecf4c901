package sc.fiji.invertibility.command.explore;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;

/**
 * The part of an image that a pane shows, and its zoom. All panes share one viewport.
 *
 * @param zoom screen pixels per image pixel, above 0
 * @param x the image's column in the pane's centre
 * @param y the image's row in the pane's centre
 */
record Viewport(double zoom, double x, double y) {

    private static final double SMALLEST = 1 / 64.0;

    private static final double LARGEST = 64;

    /** A whole rectangle of the image, as large as the pane allows; small images are enlarged at most four times. */
    static Viewport fit(Rectangle image, Dimension pane) {
        double zoom = Math.min(pane.getWidth() / image.width, pane.getHeight() / image.height);
        return new Viewport(Math.max(SMALLEST, Math.min(4, zoom)), image.getCenterX(), image.getCenterY());
    }

    /** Zoomed, while the pixel at a point of the pane stays there. */
    Viewport zoomed(double factor, Point2D at, Dimension pane) {
        double next = Math.max(SMALLEST, Math.min(LARGEST, zoom * factor));
        double dx = at.getX() - pane.getWidth() / 2, dy = at.getY() - pane.getHeight() / 2;
        return new Viewport(next, x + dx / zoom - dx / next, y + dy / zoom - dy / next);
    }

    /** Moved by screen pixels, as the image is dragged; the centre stays on the image. */
    Viewport dragged(double dx, double dy, Rectangle image) {
        return new Viewport(
                zoom,
                Math.max(image.getMinX(), Math.min(image.getMaxX(), x - dx / zoom)),
                Math.max(image.getMinY(), Math.min(image.getMaxY(), y - dy / zoom)));
    }

    /** The transformation from the image's pixels to the pane's. */
    AffineTransform transform(Dimension pane) {
        AffineTransform transform = AffineTransform.getTranslateInstance(pane.getWidth() / 2, pane.getHeight() / 2);
        transform.scale(zoom, zoom);
        transform.translate(-x, -y);
        return transform;
    }

    /** The pixels that are at least partly visible: never empty, and within the image. */
    Rectangle visible(Rectangle image, Dimension pane) {
        double halfWidth = pane.getWidth() / 2 / zoom, halfHeight = pane.getHeight() / 2 / zoom;
        Rectangle seen = new Rectangle();
        seen.setFrameFromDiagonal(
                Math.floor(x - halfWidth),
                Math.floor(y - halfHeight),
                Math.ceil(x + halfWidth),
                Math.ceil(y + halfHeight));
        Rectangle within = seen.intersection(image);
        if (!within.isEmpty()) return within;
        int left = (int) Math.max(image.x, Math.min(image.x + image.width - 1, x));
        int top = (int) Math.max(image.y, Math.min(image.y + image.height - 1, y));
        return new Rectangle(left, top, 1, 1);
    }
}
