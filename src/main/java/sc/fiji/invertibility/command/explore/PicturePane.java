package sc.fiji.invertibility.command.explore;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import javax.swing.JComponent;
import sc.fiji.invertibility.image.ColourBar;

/** One of the linked pictures: the computed part, and around it the rest of the image, dimmed. */
final class PicturePane extends JComponent {

    private static final long serialVersionUID = 1;

    private static final float DIMMED = 0.3f;

    private static final Color BACKGROUND = new Color(40, 40, 40), BEHIND_TEXT = new Color(0, 0, 0, 170);

    private transient BufferedImage rest;
    private transient BufferedImage picture;
    private transient Viewport viewport = new Viewport(1, 0, 0);
    private final Rectangle restPlace = new Rectangle();
    private final Rectangle place = new Rectangle();
    private String text = "";
    private transient ColourBar bar;

    /** The picture shown around the computed part. */
    void showAround(BufferedImage image, Rectangle where) {
        rest = image;
        restPlace.setBounds(where);
        repaint();
    }

    /**
     * Shows the computed part.
     *
     * @param image its pixels; null for nothing
     * @param where its place in the image
     * @param words a line in the upper left corner
     * @param colours the colour bar in the lower left corner, or null for none
     */
    void show(BufferedImage image, Rectangle where, String words, ColourBar colours) {
        picture = image;
        place.setBounds(where);
        text = words;
        bar = colours;
        repaint();
    }

    void look(Viewport from) {
        viewport = from;
        repaint();
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(340, 340);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D g = (Graphics2D) graphics.create();
        g.setColor(BACKGROUND);
        g.fillRect(0, 0, getWidth(), getHeight());
        AffineTransform pixels = viewport.transform(getSize());
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION,
                viewport.zoom() < 1
                        ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                        : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        if (rest != null) {
            g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, DIMMED));
            draw(g, pixels, rest, restPlace);
            g.setComposite(AlphaComposite.SrcOver);
        }
        if (picture != null) draw(g, pixels, picture, place);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(getFont());
        if (!text.isEmpty()) label(g, text, 6, 6);
        if (picture != null && bar != null) drawColourBar(g);
        g.dispose();
    }

    private static void draw(Graphics2D g, AffineTransform pixels, BufferedImage image, Rectangle where) {
        AffineTransform to = new AffineTransform(pixels);
        to.translate(where.x, where.y);
        to.scale(where.width / (double) image.getWidth(), where.height / (double) image.getHeight());
        g.drawImage(image, to, null);
    }

    private static void label(Graphics2D g, String words, int x, int y) {
        FontMetrics font = g.getFontMetrics();
        g.setColor(BEHIND_TEXT);
        g.fillRoundRect(x, y, font.stringWidth(words) + 12, font.getHeight() + 4, 6, 6);
        g.setColor(Color.WHITE);
        g.drawString(words, x + 6, y + 2 + font.getAscent());
    }

    private void drawColourBar(Graphics2D g) {
        FontMetrics font = g.getFontMetrics();
        String end = bar.end();
        int length = Math.max(60, Math.min(140, getWidth() / 3)), x = 12, y = getHeight() - font.getHeight() - 24;
        g.setColor(BEHIND_TEXT);
        g.fillRoundRect(x - 6, y - 6, length + 12, font.getHeight() + 24, 6, 6);
        for (int i = 0; i < length; i++) {
            g.setColor(new Color(bar.rgb(i / (length - 1.0))));
            g.fillRect(x + i, y, 1, 10);
        }
        g.setColor(Color.WHITE);
        g.drawString("0", x, y + 12 + font.getAscent());
        g.drawString(end, x + length - font.stringWidth(end), y + 12 + font.getAscent());
    }
}
