package sc.fiji.invertibility.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.plugin.Parameter;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.invert.InversionMethod;
import sc.fiji.invertibility.network.Architecture;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.KnownNetworks;
import sc.fiji.invertibility.network.Layer;

/** The user's parameters for a reconstruction from a network's layer. */
@Without({"count", "size"})
@Redefine(
        parameter = "image",
        description = "The image to reconstruct: each z and t on its own, within the rectangle of the selection. A grey"
                + " one is repeated to three channels.")
@Redefine(
        parameter = "network",
        choices = {"VGG-16", "VGG-19", "AlexNet"},
        description = "The image is brought back from one of its layers, down through all the layers below. Of the two"
                + " AlexNets that are distributed, the weights file tells which one it is.")
@Redefine(
        parameter = "filters",
        choices = {"Gaussian random", "Imported"},
        description = "Random filters N(0, 1)/√(Mℓ²) for every layer, or those of a weights file.")
@Redefine(
        parameter = "weights",
        description = ToolTips.WEIGHTS + " Where a file is named and filters are not, they are imported.")
@Redefine(
        parameter = "layer",
        description = "The layer to start from, conv1_1 to pool5 (AlexNet: conv1 to pool5), or as the file names it;"
                + " empty: the first pooling.")
@Redefine(
        parameter = "preprocessing",
        description = "How colours from 0 to 255 become the network's input. Auto: as the weights file records it; for"
                + " random filters RGB minus mean.")
abstract class NetworkReconstructionParameters extends NetworkInputParameters {

    @Position(after = "layer")
    @Parameter(
            persist = false,
            label = "Method",
            choices = {"Layer-wise IHT", "Gradient"},
            description = "Layer-wise: each layer is undone by its own filters, pooling at its switches. Gradient: an"
                    + " image is sought whose activations are those of the layer.")
    String method = "Layer-wise IHT";

    @Parameter(
            persist = false,
            label = "Iterations",
            min = "1",
            description = "Of hard thresholding, for every convolution; for the gradient method its steps, some"
                    + " hundred.")
    int iterations = 10;

    @Parameter(
            persist = false,
            label = "Unpooling",
            choices = {"Switches", "Top-left"},
            description = "Layer-wise: where a pooled value is put back, to the place it came from (its switch) or to"
                    + " the top-left corner of its block.")
    String unpooling = "Switches";

    @Parameter(
            persist = false,
            label = "Total variation",
            min = "0",
            stepSize = "0.01",
            description = "For the gradient method: how much a smooth image is preferred to a faithful one.")
    double variation = 0.03;

    @Position(before = "device")
    @Parameter(
            persist = false,
            label = "Exact (32-bit) result",
            description = "Off: the image's own type, rounded and clamped. On: 32-bit, nothing clamped.")
    boolean exact = false;

    @Override
    protected IneffectiveParameters ineffective() {
        boolean gradient = Choice.METHOD.of(method) == InversionMethod.GRADIENT;
        return IneffectiveParameters.ofFilters(FilterFamily.ofNetwork(filters), false)
                .when(gradient, "the gradient method uses no switches", "unpooling")
                .when(!gradient, "method is '" + method + "'", "variation");
    }

    @Override
    protected boolean hasPreview() {
        return true;
    }

    @Override
    public List<String> essentials() {
        return List.of("image", "network", "filters", "weights", "layer", "quality", "resize");
    }

    @Override
    public Map<String, Map<String, Object>> presets() {
        Map<String, Map<String, Object>> presets = new LinkedHashMap<>();
        presets.put("Paper: one pass", Map.of("method", "Layer-wise IHT", "iterations", 1));
        presets.put("Good", Map.of("method", "Layer-wise IHT", "iterations", 10));
        presets.put("Best", Map.of("method", "Gradient", "iterations", 200));
        return presets;
    }

    @Override
    public String cost() {
        if (image == null) return "";
        ImageNetResize resizing = ImageNetResize.of(resize);
        long width = resizing.width(image.getWidth(), image.getHeight());
        long height = resizing.height(image.getWidth(), image.getHeight());
        Architecture architecture = KnownNetworks.named(network);
        String last = layer.isBlank() ? NetworkFilters.FIRST_POOLING : layer.strip();
        if (architecture.find(last).isEmpty()) return "";
        Shape shape = new Shape(architecture.channels(), (int) height, (int) width);
        double values = shape.size(), pass = 0;
        try {
            for (Layer each : architecture.through(architecture.layer(last))) {
                shape = each.output(shape);
                values += shape.size();
                if (each instanceof Layer.Convolution filters)
                    pass += 2.0
                            * shape.size()
                            * filters.channels()
                            / filters.groups()
                            * filters.height()
                            * filters.width();
            }
        } catch (IllegalArgumentException tooSmall) {
            return "";
        }
        double passes = method.equalsIgnoreCase("Gradient") ? 3.0 * iterations : 1 + 2.0 * iterations;
        double planes = (double) image.getNSlices() * image.getNFrames();
        return new Cost("up to " + last + " of " + width + "×" + height, values, pass * passes * planes).on(device);
    }
}
