package sc.fiji.invertibility.image;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.IterationReport;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.invert.LayerReconstruction;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * Inverts a layer for every z and t of an ImageJ image.
 *
 * @param engine what it runs on; stays open
 * @param bank W, with as many channels as the images will have
 * @param model what pooling keeps
 * @param settings iterations, step and scaling; whether the switches of each filter are returned
 */
public record ImageInversion(Engine engine, FilterBank bank, PoolingModel model, InversionSettings settings) {

    /**
     * Reconstructs an image, plane by plane.
     *
     * @param input the image
     * @param exact true for a 32-bit result, false for the input's own type, rounded and clamped
     * @param made how it was made, for the results' info
     * @param monitor receives the progress, and may stop the work
     * @return images and a table, none of them shown
     * @throws IllegalArgumentException if the bank, the stride or the pooling does not fit the image
     * @throws CancellationException if the monitor stopped the work
     */
    public ImageReconstruction reconstruct(InputImage input, boolean exact, Provenance made, Monitor monitor) {
        return reconstruct(input, exact, made, monitor, report -> {});
    }

    /**
     * Reconstructs an image, plane by plane, and reports each iteration as soon as it is measured.
     *
     * @param input the image
     * @param exact true for a 32-bit result, false for the input's own type, rounded and clamped
     * @param made how it is made, for the results' info
     * @param monitor receives the progress, and may stop the work
     * @param listener is notified of every iteration of every plane, in the thread that computes
     * @return images and table, none of them shown
     * @throws IllegalArgumentException if the bank, the stride or the pooling does not fit the image
     * @throws CancellationException if the monitor stopped the work
     */
    public ImageReconstruction reconstruct(
            InputImage input, boolean exact, Provenance made, Monitor monitor, Consumer<IterationReport> listener) {
        LayerFit.check(input, bank, model);
        String name = input.name();
        ReconstructionStack images = new ReconstructionStack(input, exact);
        SwitchOverlay switches = new SwitchOverlay(input);
        ErrorStack errors = new ErrorStack(input, "error of all iterations, in the image's units");
        SwitchStack switchImage = new SwitchStack(input, model.block(), bank.stride(), bank.filters(), maps());
        SummaryTable summary = new SummaryTable(input, name + "-summary");
        ReconstructionNotes notes = new ReconstructionNotes(input, settings);
        LayerInversion inversion = LayerInversion.of(engine, bank, model, settings);
        for (int t = 1; t <= input.frames(); t++)
            for (int z = 1; z <= input.slices(); z++) {
                monitor.check();
                InputPlane plane = input.plane(z, t);
                LayerReconstruction result =
                        inversion.invert(plane.x(), PlaneMonitor.of(monitor, input, z, t), listener);
                switches.put(z, t, result.winners());
                errors.put(z, t, result.iterations());
                summary.put(z, t, result.iterations());
                notes.put(z, t, result.iterations());
                if (result.switchImage().isPresent())
                    switchImage.put(z, t, result.switchImage().get());
                images.put(z, t, plane, result.image());
            }
        monitor.check();
        return new ImageReconstruction(
                        images.image(name + "-reconstruction"),
                        Optional.of(switches.image(name + "-switches")),
                        errors.image(name + "-errors"),
                        settings.switchImage()
                                ? Optional.of(switchImage.image(name + "-switchstack"))
                                : Optional.empty(),
                        summary.table(),
                        notes.sentences())
                .madeBy(notes.on(made), input.image());
    }

    private int maps() {
        return model.activation() == Activation.CRELU ? 2 * bank.filters() : bank.filters();
    }
}
