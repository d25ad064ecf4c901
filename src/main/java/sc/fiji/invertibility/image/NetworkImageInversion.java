package sc.fiji.invertibility.image;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.OutOfDeviceMemory;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.invert.NetworkInversion;
import sc.fiji.invertibility.invert.NetworkInversionSettings;
import sc.fiji.invertibility.invert.NetworkReconstruction;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Preprocessing;

/**
 * Inverts a network from one of its layers, for every z and t of an ImageJ image.
 *
 * @param pass from the image to the layer
 * @param preprocessing how the network's input is preprocessed
 * @param resize how the image is resized first
 * @param settings method and iterations
 */
public record NetworkImageInversion(
        ForwardPass pass, Preprocessing preprocessing, ImageNetResize resize, NetworkInversionSettings settings) {

    /**
     * Reconstructs an image, plane by plane.
     *
     * @param engine where to compute
     * @param image the image, prepared for the network
     * @param exact true for a 32-bit result, false for the input's own type, rounded and clamped
     * @param made how it was made, for the results' info
     * @param monitor receives the progress, and may stop the work
     * @return images and a table, none of them shown
     * @throws IllegalArgumentException if the image is too small for the layer
     * @throws OutOfDeviceMemory if the activations of all layers do not fit onto the device
     * @throws CancellationException if the monitor stopped the work
     */
    public ImageReconstruction reconstruct(
            Engine engine, NetworkInput image, boolean exact, Provenance made, Monitor monitor) {
        InputImage input = ResizedInput.of(image.input(), resize);
        Shape shape = new Shape(pass.network().architecture().channels(), input.height(), input.width());
        requireMemory(engine, shape);
        try {
            return planes(engine, image, input, exact, made, monitor);
        } catch (OutOfDeviceMemory e) {
            throw tooLarge(engine, shape, e);
        }
    }

    private ImageReconstruction planes(
            Engine engine, NetworkInput image, InputImage input, boolean exact, Provenance made, Monitor monitor) {
        String name = input.name();
        ReconstructionStack images = new ReconstructionStack(input, exact);
        LayerErrorSlices errors = new LayerErrorSlices(input, pass, name + "-summary");
        SwitchOverlay switches = new SwitchOverlay(input);
        Optional<LowestPooling> pooling = LowestPooling.of(pass);
        NetworkInversion inversion = new NetworkInversion(engine, pass, settings);
        for (int t = 1; t <= input.frames(); t++)
            for (int z = 1; z <= input.slices(); z++) {
                monitor.check();
                Monitor part = PlaneMonitor.of(monitor, input, z, t);
                Img<FloatType> x = preprocessing.apply(resize.apply(image.plane(z, t)));
                if (pooling.isPresent()) switches.put(z, t, pooling.get().winners(engine, x, part.part(0, 0.05)));
                NetworkReconstruction result = inversion.invert(x, part.part(0.05, 1));
                errors.put(z, t, result.layers());
                images.put(z, t, image.restored(preprocessing.invert(result.image())));
            }
        monitor.check();
        return new ImageReconstruction(
                        images.image(name + "-reconstruction"),
                        pooling.map(any -> switches.image(name + "-switches")),
                        errors.image(name + "-errors"),
                        Optional.empty(),
                        errors.table(),
                        List.of())
                .madeBy(made, image.input().image());
    }

    /** What cannot succeed is refused at once: some drivers take long to fail, and others bring the machine down. */
    private void requireMemory(Engine engine, Shape input) {
        pass.output(input);
        long values = input.size();
        Shape shape = input;
        for (Layer layer : pass.layers()) values += (shape = layer.output(shape)).size();
        if (values * Float.BYTES > engine.device().memory()) throw tooLarge(engine, input, null);
    }

    private OutOfDeviceMemory tooLarge(Engine engine, Shape input, OutOfDeviceMemory cause) {
        return new OutOfDeviceMemory(
                "image: the activations of all layers up to " + pass.last().name() + " for " + input.width() + "×"
                        + input.height() + " pixels do not fit onto "
                        + engine.device().name()
                        + " at once; select a part of the image, choose a resize, or a lower layer",
                cause);
    }
}
