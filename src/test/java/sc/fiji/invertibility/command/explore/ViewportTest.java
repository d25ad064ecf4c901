package sc.fiji.invertibility.command.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewportTest {

    private static final Dimension PANE = new Dimension(300, 200);

    private final Rectangle image = new Rectangle(10, 20, 900, 500);

    @Test
    void allOfTheImageIsSeenAtFirst() {
        Viewport fit = Viewport.fit(image, PANE);
        assertEquals(image, fit.visible(image, PANE));
        assertEquals(300 / 900.0, fit.zoom(), 1e-12);
    }

    @Test
    void whatLiesUnderThePointerStaysThere() {
        Viewport before = Viewport.fit(image, PANE);
        Point at = new Point(37, 111);
        Viewport after = before.zoomed(3, at, PANE);
        assertEquals(3 * before.zoom(), after.zoom(), 1e-12);
        Point2D pixel = inverse(before, at), same = inverse(after, at);
        assertEquals(pixel.getX(), same.getX(), 1e-9);
        assertEquals(pixel.getY(), same.getY(), 1e-9);
    }

    @Test
    void theImageFollowsTheHandThatDragsIt() {
        Viewport before = new Viewport(2, 300, 200);
        Point2D grasped = inverse(before, new Point(50, 60));
        Viewport after = before.dragged(30, -10, image);
        Point2D there = after.transform(PANE).transform(grasped, null);
        assertEquals(80, there.getX(), 1e-9);
        assertEquals(50, there.getY(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"100000,0", "-100000,100000", "0,-100000"})
    void theImageCannotBeLost(double dx, double dy) {
        Viewport far = new Viewport(2, 300, 200).dragged(dx, dy, image);
        Rectangle seen = far.visible(image, PANE);
        assertTrue(image.contains(seen) && !seen.isEmpty(), seen.toString());
    }

    @Test
    void whatIsSeenCoversThePaneAndNoMore() {
        Rectangle seen = new Viewport(4, 400.25, 300).visible(image, PANE);
        assertEquals(new Rectangle(362, 275, 76, 50), seen);
    }

    private static Point2D inverse(Viewport viewport, Point2D at) {
        try {
            return viewport.transform(PANE).inverseTransform(at, null);
        } catch (NoninvertibleTransformException e) {
            throw new AssertionError(e);
        }
    }
}
