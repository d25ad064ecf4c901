package sc.fiji.invertibility.command.explore;

import ij.ImagePlus;
import ij.io.FileSaver;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Writes figures, in the format given by the name's ending. */
final class FigureFile {

    private FigureFile() {}

    /** The file for a name: a PNG file if the ending is unknown. */
    static File named(File typed) {
        String name = typed.getName().toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".tif") || name.endsWith(".tiff")
                ? typed
                : new File(typed.getPath() + ".png");
    }

    /**
     * Writes a figure.
     *
     * @param figure its pixels
     * @param file a name as {@link #named} returns it
     * @throws IOException if it cannot be written; the message is one sentence
     */
    static void write(BufferedImage figure, File file) throws IOException {
        try {
            if (file.getName().toLowerCase(Locale.ROOT).endsWith(".png")) {
                // If it is given the file itself, ImageIO prints a failure in addition to throwing it.
                try (OutputStream out = Files.newOutputStream(file.toPath())) {
                    ImageIO.write(figure, "png", out);
                }
            } else if (!new FileSaver(new ImagePlus(file.getName(), figure)).saveAsTiff(file.getPath())) {
                throw new IOException("ImageJ could not save it");
            }
        } catch (IOException e) {
            throw new IOException("the figure cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }
}
