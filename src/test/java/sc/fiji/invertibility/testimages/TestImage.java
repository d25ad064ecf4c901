package sc.fiji.invertibility.testimages;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.NewImage;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** An image of the folder test-images: its file name and how it is made. */
record TestImage(String file, Supplier<ImagePlus> maker) {

    static List<TestImage> all() {
        return List.of(
                new TestImage("photo.png", ForestFloor::photo),
                new TestImage("nuclei-16bit.tif", Fluorescence::nuclei),
                new TestImage("z-stack.tif", Fluorescence::stack),
                new TestImage("histology.png", Histology::tile),
                new TestImage("two-channel.tif", Monolayer::image),
                new TestImage("odd-301x203.png", Beads::image),
                new TestImage("one-pixel.tif", () -> constant("one-pixel", 1, 137)),
                new TestImage("constant.tif", () -> constant("constant", 32, 100)));
    }

    ImagePlus made() {
        return maker.get();
    }

    ImagePlus kept(Path folder) {
        return IJ.openImage(folder.resolve(file).toString());
    }

    void save(ImagePlus image, Path folder) throws IOException {
        String target = folder.resolve(file).toString();
        FileSaver saver = new FileSaver(image);
        boolean saved = file.endsWith(".png")
                ? saver.saveAsPng(target)
                : image.getStackSize() > 1 ? saver.saveAsTiffStack(target) : saver.saveAsTiff(target);
        if (!saved) throw new IOException(target + ": could not be written");
    }

    @Override
    public String toString() {
        return file;
    }

    private static ImagePlus constant(String title, int side, int value) {
        ImagePlus image = NewImage.createByteImage(title, side, side, 1, NewImage.FILL_BLACK);
        image.getProcessor().setValue(value);
        image.getProcessor().fill();
        return image;
    }
}
