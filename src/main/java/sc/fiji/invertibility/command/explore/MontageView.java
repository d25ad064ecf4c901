package sc.fiji.invertibility.command.explore;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import javax.swing.JComponent;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.FilterTiles;

/** All filters of a layer side by side, as large as possible. */
final class MontageView extends JComponent {

    private static final long serialVersionUID = 1;

    /** More filters would be too small to see. */
    private static final int MOST_SHOWN = 256;

    private transient BufferedImage tiles;

    void show(Settings settings, FilterBank bank) {
        tiles = FilterPicture.of(
                bank.filterChannels() == 3
                        ? FilterTiles.colour(bank, settings.filters().blueFirst())
                        : FilterTiles.mean(bank),
                MOST_SHOWN);
        String shown = bank.filters() > MOST_SHOWN ? "The first " + MOST_SHOWN + " of " : "";
        setToolTipText(shown + bank.filters() + " filters of " + bank.filterChannels() + "×" + bank.height() + "×"
                + bank.width() + " of " + settings.filters().label()
                + (bank.filterChannels() == 3 ? "" : ", their mean over the channels"));
        repaint();
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension(230, 200);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        if (tiles == null) return;
        Graphics2D g = (Graphics2D) graphics.create();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        double zoom = Math.min(getWidth() / (double) tiles.getWidth(), getHeight() / (double) tiles.getHeight());
        int width = (int) (zoom * tiles.getWidth()), height = (int) (zoom * tiles.getHeight());
        g.drawImage(tiles, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
        g.dispose();
    }
}
