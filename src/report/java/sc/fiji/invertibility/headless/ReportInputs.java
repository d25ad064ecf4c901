package sc.fiji.invertibility.headless;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 */
record ReportInputs(
        List<Trained> trained,
        Optional<Path> images,
        List<Path> decoders,
        Path picture,
        List<Path> banks,
        Optional<Path> cifar) {

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

    /** Files as a comma-separated list, a folder, and folders of decoders as a list; each may be omitted. */
    static ReportInputs of(
            Optional<String> weights,
            Optional<String> images,
            Optional<String> decoders,
            Path picture,
            Optional<String> others,
            Optional<String> cifar)
            throws BadInputException {
        List<Trained> trained = new ArrayList<>();
        for (String file : weights.map(list -> list.split(",")).orElse(new String[0]))
            if (!file.isBlank()) trained.add(Trained.of(Path.of(file.strip())));
        if (images.isPresent() && !Files.isDirectory(Path.of(images.get())))
            throw new BadInputException("images: no such folder: " + images.get());
        if (cifar.isPresent() && !Files.exists(Path.of(cifar.get())))
            throw new BadInputException("cifar: no such folder or zip file: " + cifar.get());
        if (!Files.isRegularFile(picture)) throw new BadInputException("home: no test image: " + picture);
        List<Path> folders = new ArrayList<>();
        for (String folder : decoders.map(list -> list.split(",")).orElse(new String[0])) {
            if (folder.isBlank()) continue;
            if (!Files.isDirectory(Path.of(folder.strip())))
                throw new BadInputException("decoders: no such folder: " + folder.strip());
            folders.add(Path.of(folder.strip()));
        }
        List<Path> banks = new ArrayList<>();
        for (String file : others.map(list -> list.split(",")).orElse(new String[0])) {
            if (file.isBlank()) continue;
            if (!Files.isRegularFile(Path.of(file.strip())))
                throw new BadInputException("banks: no such file: " + file.strip());
            banks.add(Path.of(file.strip()));
        }
        return new ReportInputs(
                List.copyOf(trained),
                images.map(Path::of),
                List.copyOf(folders),
                picture,
                List.copyOf(banks),
                cifar.map(Path::of));
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
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(images.get())) {
            all.filter(file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png|tiff?)"))
                    .sorted()
                    .forEach(files::add);
        }
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

    /** Saves the central part of the picture. */
    Path piece(int side, Path target) throws IOException {
        return central(IJ.openImage(picture.toString()), side, target);
    }

    private static Path central(ImagePlus whole, int side, Path target) throws IOException {
        int width = Math.min(side, whole.getWidth()), height = Math.min(side, whole.getHeight());
        whole.setRoi(new Roi((whole.getWidth() - width) / 2, (whole.getHeight() - height) / 2, width, height));
        Files.createDirectories(target.getParent());
        ImagePlus piece = whole.crop();
        ImageIO.write(piece.getProcessor().convertToRGB().getBufferedImage(), "png", target.toFile());
        return target;
    }
}
