package sc.fiji.invertibility.headless;

import ij.IJ;
import ij.ImagePlus;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.weights.NetworkWeights;
import sc.fiji.invertibility.weights.PreprocessingRecord;
import sc.fiji.invertibility.weights.WeightFile;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * The files that the report measures.
 *
 * @param trained files of trained filters, each with its network's name
 * @param images a folder of photos for statistics
 * @param decoders folders with decoding networks
 * @param picture the picture that is shown
 * @param banks files of other networks, whose layers are measured as single banks
 * @param cifar CIFAR-10 as a folder or a zip file of images
 * @param kodak a folder with photos of Kodak's, {@code kodak_01.png} and so on
 */
record ReportInputs(
        List<Trained> trained,
        Optional<Path> images,
        List<Path> decoders,
        Path picture,
        List<Path> banks,
        Optional<Path> cifar,
        Optional<Path> kodak) {

    private static final Map<String, String> KINDS =
            Map.of("images", "folder", "decoders", "folder", "kodak", "folder", "cifar", "folder or zip file");

    /**
     * A file of filters.
     *
     * @param file the file
     * @param network the network that they belong to
     * @param convolutions the layers that it has, from the first to the first gap
     * @param last the last layer that can be computed with them
     * @param blueFirst whether the first layer takes blue first
     * @param origin how that is known
     */
    record Trained(
            Path file, String network, List<String> convolutions, String last, boolean blueFirst, String origin) {

        static Trained of(Path file) throws BadInputException {
            if (!Files.isRegularFile(file)) throw new BadInputException("weights: no such file: " + file);
            try (WeightFile open = WeightFile.open(file)) {
                Architecture architecture = NetworkWeights.architecture(open);
                Network network = NetworkWeights.read(open, architecture, "").network();
                Layer missing = network.firstMissing().map(Layer.class::cast).orElse(null);
                List<Layer> reached = architecture.layers().stream()
                        .takeWhile(layer -> !layer.equals(missing))
                        .toList();
                String name = architecture.name();
                return new Trained(
                        file,
                        name.startsWith("AlexNet") ? "AlexNet" : name.startsWith("VGG-19") ? "VGG-19" : name,
                        reached.stream()
                                .filter(Layer.Convolution.class::isInstance)
                                .map(Layer::name)
                                .toList(),
                        reached.get(reached.size() - 1).name(),
                        open.preprocessing().order() == PreprocessingRecord.ChannelOrder.BGR,
                        open.preprocessing().origin());
            } catch (WeightsException problem) {
                throw new BadInputException("weights: " + problem.getMessage(), problem);
            } catch (IOException problem) {
                throw new BadInputException("weights: " + file + " cannot be read: " + problem.getMessage(), problem);
            }
        }
    }

    /**
     * The files and folders that keys name, each of which may be missing.
     *
     * @param value the value of a key; lists are separated by commas
     * @param picture the picture that is shown
     */
    static ReportInputs of(Function<String, Optional<String>> value, Path picture) throws BadInputException {
        List<Trained> trained = new ArrayList<>();
        for (Path file : list(value, "weights", Files::isRegularFile)) trained.add(Trained.of(file));
        if (!Files.isRegularFile(picture)) throw new BadInputException("home: no test image: " + picture);
        return new ReportInputs(
                List.copyOf(trained),
                list(value, "images", Files::isDirectory).stream().findFirst(),
                list(value, "decoders", Files::isDirectory),
                picture,
                list(value, "banks", Files::isRegularFile),
                list(value, "cifar", Files::exists).stream().findFirst(),
                list(value, "kodak", Files::isDirectory).stream().findFirst());
    }

    private static List<Path> list(Function<String, Optional<String>> value, String key, Predicate<Path> there)
            throws BadInputException {
        List<Path> paths = new ArrayList<>();
        for (String name : value.apply(key).orElse("").split(",")) {
            if (name.isBlank()) continue;
            Path path = Path.of(name.strip());
            if (!there.test(path))
                throw new BadInputException(key + ": no such " + KINDS.getOrDefault(key, "file") + ": " + path);
            paths.add(path);
        }
        return List.copyOf(paths);
    }

    /** The trained filters of a network, if there are any. */
    Optional<Trained> trained(String network) {
        return trained.stream().filter(file -> file.network().equals(network)).findFirst();
    }

    /** A photo's central part, or the picture's if there are no photos. */
    record Piece(String name, Path file) {}

    /**
     * Saves the central parts of some photos of the folder, evenly spaced by name; those that are smaller are left out.
     * Without a folder, the picture is the only one.
     *
     * @param count the largest number
     * @param side width and height in pixels
     * @param folder where they are saved
     */
    List<Piece> pieces(int count, int side, Path folder) throws IOException {
        if (images.isEmpty())
            return List.of(new Piece("picture", piece(side, folder.resolve("picture-" + side + ".png"))));
        List<Path> files = photos(images.get(), "");
        List<Piece> pieces = new ArrayList<>();
        int wanted = Math.min(count, files.size());
        for (int i = 0; i < wanted; i++) {
            Path file = files.get((int) ((long) i * files.size() / wanted));
            ImagePlus photo = IJ.openImage(file.toString());
            if (photo == null || Math.min(photo.getWidth(), photo.getHeight()) < side) continue;
            String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
            pieces.add(new Piece(name, central(photo, side, folder.resolve(name + "-" + side + ".png"))));
        }
        return pieces;
    }

    private static List<Path> photos(Path folder, String prefix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .matches(prefix + ".*\\.(jpe?g|png|tiff?)"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Saves a part of each of Kodak's photos.
     *
     * @param part which, of a photo
     * @param folder where they are saved
     */
    List<Piece> kodak(Function<ImagePlus, Rectangle> part, Path folder) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        for (Path file : kodak.isEmpty() ? List.<Path>of() : photos(kodak.get(), "kodak_")) {
            ImagePlus photo = IJ.openImage(file.toString());
            String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
            pieces.add(new Piece(name, saved(photo, part.apply(photo), folder.resolve(name + ".png"))));
        }
        return pieces;
    }

    /** Saves the central part of the picture. */
    Path piece(int side, Path target) throws IOException {
        return central(IJ.openImage(picture.toString()), side, target);
    }

    /** The central square, or what there is of it. */
    static Rectangle centre(ImagePlus whole, int side) {
        int width = Math.min(side, whole.getWidth()), height = Math.min(side, whole.getHeight());
        return new Rectangle((whole.getWidth() - width) / 2, (whole.getHeight() - height) / 2, width, height);
    }

    private static Path central(ImagePlus whole, int side, Path target) throws IOException {
        return saved(whole, centre(whole, side), target);
    }

    private static Path saved(ImagePlus whole, Rectangle part, Path target) throws IOException {
        whole.setRoi(part);
        Files.createDirectories(target.getParent());
        ImageIO.write(whole.crop().getProcessor().convertToRGB().getBufferedImage(), "png", target.toFile());
        return target;
    }
}
