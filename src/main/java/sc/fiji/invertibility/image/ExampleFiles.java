package sc.fiji.invertibility.image;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/**
 * Image files of one plane each that something is learnt from, each read when it is needed. Only their names are in
 * memory, as few bytes.
 */
public final class ExampleFiles {

    private final Path root;
    private final FileNames names;
    private final int[] chosen;

    private ExampleFiles(Path root, FileNames names, int[] chosen) {
        this.root = root;
        this.names = names;
        this.chosen = chosen;
    }

    /**
     * All files of a folder and its sub-folders, in the order of their names. Hidden ones are left out.
     *
     * @param root the folder
     * @return the files
     * @throws IllegalArgumentException if it is no folder, or has no files
     * @throws IOException if it cannot be listed
     */
    public static ExampleFiles of(Path root) throws IOException {
        List<Path> files = ImageFolder.list(root);
        if (files.isEmpty())
            throw new IllegalArgumentException("expected a folder with images, but there are no files in " + root);
        return of(root, files.stream().map(Path::toString).toList());
    }

    /**
     * Files by their names.
     *
     * @param root the folder that they are relative to
     * @param files their names, in their order
     * @return the files, which need not exist
     */
    static ExampleFiles of(Path root, List<String> files) {
        return new ExampleFiles(
                root, FileNames.of(files), IntStream.range(0, files.size()).toArray());
    }

    /**
     * Some of the files.
     *
     * @param indices which, from 0 on
     * @return these alone, in this order
     */
    public ExampleFiles some(int[] indices) {
        return new ExampleFiles(
                root, names, IntStream.of(indices).map(i -> chosen[i]).toArray());
    }

    /** {@return how many there are} */
    public int size() {
        return chosen.length;
    }

    /**
     * Returns the name of a file.
     *
     * @param index which, from 0 on
     * @return its path relative to the folder
     */
    public String name(int index) {
        return names.name(chosen[index]);
    }

    /**
     * Tells how large a file is, which distinguishes it from others of its name.
     *
     * @param index which, from 0 on
     * @return its size in bytes; 0 if that cannot be found out
     */
    public long bytes(int index) {
        try {
            return Files.size(root.resolve(name(index)));
        } catch (IOException unknown) {
            return 0;
        }
    }

    /**
     * {@return how many files there are, and a number that changes with their names and sizes, but not if all are
     * moved}
     */
    public String described() {
        CRC32 sum = new CRC32();
        for (int i = 0; i < size(); i++)
            sum.update((name(i) + '\n' + bytes(i) + '\n').getBytes(StandardCharsets.UTF_8));
        return size() + (size() == 1 ? " image (" : " images (") + Long.toHexString(sum.getValue()) + ")";
    }

    /**
     * Counts files that others are, too.
     *
     * @param others other files
     * @return how many of these are among them
     */
    public int shared(ExampleFiles others) {
        Set<Path> theirs = others.paths().collect(Collectors.toSet());
        return (int) paths().filter(theirs::contains).count();
    }

    private Stream<Path> paths() {
        Path folder = real(root);
        return IntStream.range(0, size()).mapToObj(i -> folder.resolve(name(i)).normalize());
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException unknown) {
            return folder.toAbsolutePath().normalize();
        }
    }

    /**
     * Reads a file. A selection that is saved in it does not matter.
     *
     * @param index which, from 0 on
     * @return the image, of one plane
     * @throws IOException if it is no image of one plane that can be read; the message does not name it
     */
    public InputImage read(int index) throws IOException {
        ImagePlus image = open(root.resolve(name(index)));
        image.deleteRoi();
        InputImage input;
        try {
            input = InputImage.of(image);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage().replaceFirst("^image: ", ""), e);
        }
        if (input.planes() != 1) throw new IOException("it has " + input.planes() + " planes, expected one image");
        return input;
    }

    /** ImageJ's own way to open a JPEG waits ten milliseconds or more, which are hours for many small ones. */
    private static ImagePlus open(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.toLowerCase(Locale.ROOT).matches(".*\\.jpe?g") || !Files.isReadable(file) || Files.size(file) == 0)
            return ImageFiles.open(file.toFile());
        Optional<String> flaw = FileCompleteness.flawOf(file.toFile());
        if (flaw.isPresent()) throw new IOException("this file is " + flaw.get());
        BufferedImage pixels = ImageIO.read(file.toFile());
        // Four bands are cyan, magenta, yellow and black, which ImageJ refuses, too, if it is asked.
        boolean known = pixels != null && pixels.getRaster().getNumBands() <= 3;
        return known ? new ImagePlus(name, pixels) : ImageFiles.open(file.toFile());
    }
}
