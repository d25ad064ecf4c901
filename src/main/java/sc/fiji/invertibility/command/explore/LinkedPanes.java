package sc.fiji.invertibility.command.explore;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.util.List;
import java.util.function.BiConsumer;
import javax.swing.Timer;

/** Links the view of several panes: dragging moves it, the wheel zooms, and a double click shows the whole image. */
final class LinkedPanes extends MouseAdapter {

    private static final double STEP = 1.2;

    /** How long the view must rest before the whole visible part is computed. */
    private static final int REST_MILLISECONDS = 150;

    private final List<PicturePane> panes;
    private final Rectangle image;
    private final BiConsumer<Rectangle, Boolean> listener;
    private final Timer rest = new Timer(REST_MILLISECONDS, at -> tell(false));
    private Viewport viewport;
    private boolean fitted = true;
    private Point grasped;

    /**
     * @param panes the panes, all of one size
     * @param image the pixels that can be looked at
     * @param listener is notified of the visible pixels, and whether the view is still moving
     */
    LinkedPanes(List<PicturePane> panes, Rectangle image, BiConsumer<Rectangle, Boolean> listener) {
        this.panes = panes;
        this.image = image;
        this.listener = listener;
        rest.setRepeats(false);
        for (PicturePane pane : panes) {
            pane.addMouseListener(this);
            pane.addMouseMotionListener(this);
            pane.addMouseWheelListener(this);
        }
        panes.get(0).addComponentListener(new ComponentAdapter() {
            @Override
            public void componentResized(ComponentEvent e) {
                if (fitted) fit();
                else look(viewport);
            }
        });
    }

    /** Shows the whole image. */
    void fit() {
        fitted = true;
        look(Viewport.fit(image, size()));
    }

    void stop() {
        rest.stop();
    }

    private void look(Viewport next) {
        viewport = next;
        panes.forEach(pane -> pane.look(next));
        rest.restart();
    }

    private void tell(boolean moving) {
        if (viewport != null) listener.accept(viewport.visible(image, size()), moving);
    }

    private Dimension size() {
        Dimension size = panes.get(0).getSize();
        return new Dimension(Math.max(1, size.width), Math.max(1, size.height));
    }

    @Override
    public void mousePressed(MouseEvent e) {
        grasped = e.getPoint();
    }

    @Override
    public void mouseDragged(MouseEvent e) {
        if (grasped == null || viewport == null) return;
        fitted = false;
        look(viewport.dragged(e.getX() - grasped.getX(), e.getY() - grasped.getY(), image));
        grasped = e.getPoint();
    }

    @Override
    public void mouseClicked(MouseEvent e) {
        if (e.getClickCount() == 2) fit();
    }

    @Override
    public void mouseWheelMoved(MouseWheelEvent e) {
        if (viewport == null) return;
        fitted = false;
        look(viewport.zoomed(Math.pow(STEP, -e.getPreciseWheelRotation()), e.getPoint(), size()));
    }
}
