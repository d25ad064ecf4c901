package sc.fiji.invertibility.bench.figure;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Plots of one size in rows.
 *
 * @param plots the plots, row by row
 * @param columns how many stand in a row
 */
public record Sheet(List<LogPlot> plots, int columns) {

    /** Room for a title above each plot. */
    private static final int TITLE = 28;

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.BOLD, 16);

    /** Writes a PNG. */
    public void write(Path file) {
        List<BufferedImage> images = plots.stream().map(LogPlot::image).toList();
        int width = images.get(0).getWidth(), height = images.get(0).getHeight() + TITLE;
        int rows = (images.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(columns * width, rows * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.setFont(FONT);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        for (int i = 0; i < images.size(); i++) {
            int left = i % columns * width, top = i / columns * height;
            String title = plots.get(i).title();
            int middle = left + (width - graphics.getFontMetrics().stringWidth(title)) / 2;
            graphics.drawString(title, middle, top + TITLE - FONT.getSize() / 2);
            graphics.drawImage(images.get(i), left, top + TITLE, null);
        }
        graphics.dispose();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(sheet, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
