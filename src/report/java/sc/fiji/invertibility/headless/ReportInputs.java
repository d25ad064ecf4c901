package sc.fiji.invertibility.headless;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.weights.NetworkWeights;
import sc.fiji.invertibility.weights.WeightFile;
import sc.fiji.invertibility.weights.WeightsException;

/**
 * The files that the report measures.
 *
 * @param trained files of trained filters, each with its network's name
 * @param images a folder of photos for statistics
 * @param decoders folders with decoding networks
 * @param picture the picture that is shown
 */
record ReportInputs(List<Trained> trained, Optional<Path> images, List<Path> decoders, Path picture) {

    /**
     * A file of filters.
     *
     * @param file the file
     * @param network the network that they belong to
     * @param convolutions the layers that it has, from the first to the first gap
     * @param last the last layer that can be computed with them
     */
    record Trained(Path file, String network, List<String> convolutions, String last) {

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
                        reached.get(reached.size() - 1).name());
            } catch (WeightsException problem) {
                throw new BadInputException("weights: " + problem.getMessage(), problem);
            } catch (IOException problem) {
                throw new BadInputException("weights: " + file + " cannot be read: " + problem.getMessage(), problem);
            }
        }
    }

    /** Files as a comma-separated list, a folder, and folders of decoders as a list; each may be omitted. */
    static ReportInputs of(Optional<String> weights, Optional<String> images, Optional<String> decoders, Path picture)
            throws BadInputException {
        List<Trained> trained = new ArrayList<>();
        for (String file : weights.map(list -> list.split(",")).orElse(new String[0]))
            if (!file.isBlank()) trained.add(Trained.of(Path.of(file.strip())));
        if (images.isPresent() && !Files.isDirectory(Path.of(images.get())))
            throw new BadInputException("images: no such folder: " + images.get());
        if (!Files.isRegularFile(picture)) throw new BadInputException("home: no test image: " + picture);
        List<Path> folders = new ArrayList<>();
        for (String folder : decoders.map(list -> list.split(",")).orElse(new String[0])) {
            if (folder.isBlank()) continue;
            if (!Files.isDirectory(Path.of(folder.strip())))
                throw new BadInputException("decoders: no such folder: " + folder.strip());
            folders.add(Path.of(folder.strip()));
        }
        return new ReportInputs(List.copyOf(trained), images.map(Path::of), List.copyOf(folders), picture);
    }

    /** The trained filters of a network, if there are any. */
    Optional<Trained> trained(String network) {
        return trained.stream().filter(file -> file.network().equals(network)).findFirst();
    }

    /** Saves the central part of the picture. */
    Path piece(int side, Path target) throws IOException {
        ImagePlus whole = IJ.openImage(picture.toString());
        int width = Math.min(side, whole.getWidth()), height = Math.min(side, whole.getHeight());
        whole.setRoi(new Roi((whole.getWidth() - width) / 2, (whole.getHeight() - height) / 2, width, height));
        Files.createDirectories(target.getParent());
        ImageIO.write(whole.crop().getBufferedImage(), "png", target.toFile());
        return target;
    }
}
