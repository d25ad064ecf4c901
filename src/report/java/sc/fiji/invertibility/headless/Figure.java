package sc.fiji.invertibility.headless;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** A figure of the report: planes of stacks, or whole pictures, side by side with captions beneath. */
final class Figure {

    private final List<ContactSheet.Tile> tiles = new ArrayList<>();

    /** Adds a picture file. */
    Figure picture(Path file, String caption) {
        return plane(file, 1, caption);
    }

    /** Adds a plane of a stack, counted from 1; a stack with fewer planes adds nothing. */
    Figure plane(Path file, int number, String caption) {
        ImagePlus stack = IJ.openImage(file.toString());
        if (stack == null || number > stack.getStackSize()) return this;
        tiles.add(new ContactSheet.Tile(stack.getStack().getProcessor(number).convertToRGB(), caption));
        return this;
    }

    /** Adds a picture that was drawn for the report. */
    Figure tile(ImageProcessor pixels, String caption) {
        tiles.add(new ContactSheet.Tile(pixels, caption));
        return this;
    }

    /** Writes the figure into the report's folder of pictures and shows it on the page. */
    void show(ExperimentRunner experiments, String name, String caption, Markdown page) throws IOException {
        if (tiles.isEmpty()) return;
        Path pictures = Files.createDirectories(experiments.folder().resolve("pictures"));
        ImageIO.write(
                ContactSheet.of(tiles, tiles.size(), 0),
                "png",
                pictures.resolve(name + ".png").toFile());
        page.picture(caption, "pictures/" + name + ".png");
    }
}
