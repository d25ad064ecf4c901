package sc.fiji.invertibility.screenshots;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.Zoom;
import ij.text.TextWindow;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Photographs ImageJ's windows one by one, and puts them beside each other with their titles above. */
final class Album {

    private static final int TITLE = 26, GAP = 10, LEFT = 10, TOP = 10;
    private static final int WIDEST_IMAGE = 420, WIDEST_TABLE = 860, ROW = 30;

    private final Robot robot;
    private final List<BufferedImage> pictures = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();

    Album(Robot robot) {
        this.robot = robot;
    }

    /** Shows an image as ImageJ does, and photographs it. */
    void add(ImagePlus image) throws Exception {
        image.show();
        double zoom = Math.min(1, WIDEST_IMAGE / (double) image.getWidth());
        if (image.getWidth() > WIDEST_IMAGE) EventQueue.invokeAndWait(() -> Zoom.set(image, zoom));
        photograph(image.getWindow(), image.getTitle());
        image.changes = false;
        image.close();
    }

    /** Shows a table as ImageJ does, and photographs it. */
    void add(ResultsTable table) throws Exception {
        table.show(table.getTitle());
        if (WindowManager.getWindow(table.getTitle()) instanceof TextWindow window) {
            int height = Math.min(500, 110 + ROW * table.size());
            EventQueue.invokeAndWait(() -> window.setSize(WIDEST_TABLE, height));
            photograph(window, table.getTitle());
            EventQueue.invokeAndWait(() -> window.close(false));
        }
    }

    private void photograph(Window window, String title) throws Exception {
        EventQueue.invokeAndWait(() -> {
            window.setLocation(LEFT, TOP);
            window.toFront();
            window.validate();
        });
        robot.waitForIdle();
        robot.delay(400);
        Dimension screen = Toolkit.getDefaultToolkit().getScreenSize();
        Rectangle bounds = window.getBounds().intersection(new Rectangle(screen));
        pictures.add(robot.createScreenCapture(bounds));
        titles.add(title);
    }

    /** All of them: images in a row, tables below. */
    BufferedImage page() {
        List<Rectangle> places = new ArrayList<>();
        int x = GAP, y = GAP, width = 0, rowHeight = 0;
        for (BufferedImage picture : pictures) {
            if (x > GAP && x + picture.getWidth() > 3 * (WIDEST_IMAGE + 2 * GAP)) {
                x = GAP;
                y += rowHeight + TITLE + GAP;
                rowHeight = 0;
            }
            places.add(new Rectangle(x, y + TITLE, picture.getWidth(), picture.getHeight()));
            x += picture.getWidth() + GAP;
            width = Math.max(width, x);
            rowHeight = Math.max(rowHeight, picture.getHeight());
        }
        BufferedImage page = new BufferedImage(width, y + TITLE + rowHeight + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = page.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, page.getWidth(), page.getHeight());
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        g.setColor(Color.BLACK);
        for (int i = 0; i < places.size(); i++) {
            Rectangle place = places.get(i);
            g.drawString(titles.get(i), place.x, place.y - 8);
            g.drawImage(pictures.get(i), place.x, place.y, null);
        }
        g.dispose();
        return page;
    }

    boolean isEmpty() {
        return pictures.isEmpty();
    }
}
