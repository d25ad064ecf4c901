package sc.fiji.invertibility.bench.figure;

import java.awt.Color;
import java.awt.Graphics2D;
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

    /** Writes a PNG. */
    public void write(Path file) {
        List<BufferedImage> images = plots.stream().map(LogPlot::image).toList();
        int width = images.get(0).getWidth(), height = images.get(0).getHeight();
        int rows = (images.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(columns * width, rows * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < images.size(); i++)
            graphics.drawImage(images.get(i), i % columns * width, i / columns * height, null);
        graphics.dispose();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ImageIO.write(sheet, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
