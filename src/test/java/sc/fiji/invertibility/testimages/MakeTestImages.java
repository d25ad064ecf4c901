package sc.fiji.invertibility.testimages;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the images of the folder test-images. A file that already holds the same image is left as it is. */
public final class MakeTestImages {
    private MakeTestImages() {}

    /**
     * Makes them all.
     *
     * @param arguments the folder to write to
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) throw new IllegalArgumentException("expected one argument, the folder to write to");
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (TestImage image : TestImage.all()) {
            ImagePlus made = image.made();
            boolean same = Files.exists(folder.resolve(image.file()))
                    && Difference.between(made, image.kept(folder)).isEmpty();
            if (!same) image.save(made, folder);
            System.out.println(image + (same ? ": unchanged" : ": written"));
        }
    }
}
