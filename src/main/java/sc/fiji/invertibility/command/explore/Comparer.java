package sc.fiji.invertibility.command.explore;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.image.ImageInversion;
import sc.fiji.invertibility.image.ImageReconstruction;
import sc.fiji.invertibility.image.InputImage;
import sc.fiji.invertibility.image.NetworkImageInversion;
import sc.fiji.invertibility.image.NetworkInput;
import sc.fiji.invertibility.image.Provenance;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.NetworkInversionSettings;
import sc.fiji.invertibility.invert.Scaling;
import sc.fiji.invertibility.network.ForwardPass;
import sc.fiji.invertibility.network.ImageNetResize;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;
import sc.fiji.invertibility.sparse.StepRule;

/** Brings parts of an image back, by the same ways as the commands. Remembers the filters that it used last. */
final class Comparer {

    private final InputImage image;
    private Settings banksSettings, networksSettings;
    private FilterBank bank;
    private NetworkFilters.Loaded network;

    Comparer(InputImage image) {
        this.image = image;
    }

    /**
     * Computes.
     *
     * @param engine where to
     * @param settings what to
     * @param part of what
     * @param monitor when to stop
     * @param listener is notified of a layer's iterations, in the thread that computes
     * @throws IOException if a file of weights cannot be used
     * @throws IllegalArgumentException if the filters do not fit the part
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    Comparison compare(Engine engine, Settings settings, Part part, Monitor monitor, Consumer<Comparison.Step> listener)
            throws IOException {
        monitor.check();
        InputImage original = image.excerpt(part.z(), part.t(), part.region());
        if (settings.filters() instanceof NetworkFilters filters)
            return throughNetwork(engine, settings, filters, part, original, monitor);
        return throughLayer(engine, settings, (LayerFilters) settings.filters(), part, original, monitor, listener);
    }

    /** The filters of the chosen layer, for looking at. */
    FilterBank bank(Settings settings) throws IOException {
        return settings.filters() instanceof NetworkFilters filters
                ? network(settings, filters).bank(settings.layer())
                : layersBank(settings, (LayerFilters) settings.filters());
    }

    private Comparison throughLayer(
            Engine engine,
            Settings settings,
            LayerFilters filters,
            Part part,
            InputImage original,
            Monitor monitor,
            Consumer<Comparison.Step> listener)
            throws IOException {
        PoolingModel model = new PoolingModel(settings.pool(), Activation.NONE, Unpooling.SWITCHES, settings.keep());
        InversionSettings inversion =
                new InversionSettings(settings.iterations(), StepRule.NORMALISED, Scaling.NONE, 0, false);
        List<Comparison.Step> course = new ArrayList<>();
        double[] psnr = new double[1];
        ImageReconstruction result = new ImageInversion(engine, layersBank(settings, filters), model, inversion)
                .reconstruct(original, false, Provenance.empty(), monitor, report -> {
                    Comparison.Step step =
                            new Comparison.Step(String.valueOf(report.iteration()), report.relativeError());
                    course.add(step);
                    psnr[0] = report.psnr();
                    listener.accept(step);
                });
        return comparison(settings, part, original, result, psnr[0], course);
    }

    private Comparison throughNetwork(
            Engine engine, Settings settings, NetworkFilters filters, Part part, InputImage original, Monitor monitor)
            throws IOException {
        NetworkFilters.Loaded loaded = network(settings, filters);
        ForwardPass pass = ForwardPass.to(loaded.network(), settings.layer());
        NetworkInput input = NetworkInput.of(
                original,
                NetworkInput.Scaling.DISPLAY_RANGE,
                pass.network().architecture().channels());
        ImageReconstruction result = new NetworkImageInversion(
                        pass,
                        loaded.preprocessing(),
                        ImageNetResize.NONE,
                        NetworkInversionSettings.layerWise(Unpooling.SWITCHES, settings.iterations()))
                .reconstruct(engine, input, false, Provenance.empty(), monitor);
        ResultsTable layers = result.summary();
        List<Comparison.Step> course = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++)
            course.add(new Comparison.Step(layers.getStringValue("layer", i), layers.getValue("relative_error", i)));
        double psnr = Psnr.of(result.reconstruction(), original);
        return comparison(settings, part, original, result, psnr, course);
    }

    private static Comparison comparison(
            Settings settings,
            Part part,
            InputImage original,
            ImageReconstruction result,
            double psnr,
            List<Comparison.Step> course) {
        ImagePlus errors = result.errors();
        ImagePlus last = new ImagePlus(errors.getTitle(), errors.getStack().getProcessor(errors.getStackSize()));
        double reached = course.get(course.size() - 1).relativeError();
        return new Comparison(
                settings, part, original, result.reconstruction(), last, result.switches(), reached, psnr, course);
    }

    private FilterBank layersBank(Settings settings, LayerFilters filters) throws IOException {
        if (!sameFilters(settings, banksSettings)) {
            bank = filters.bank(settings, image.channels());
            banksSettings = settings;
        }
        return bank;
    }

    private NetworkFilters.Loaded network(Settings settings, NetworkFilters filters) throws IOException {
        if (!sameFilters(settings, networksSettings)) {
            network = filters.load(settings.layer());
            networksSettings = settings;
        }
        return network;
    }

    /** Whether two settings choose the same filters. */
    static boolean sameFilters(Settings a, Settings b) {
        return b != null
                && a.filters().equals(b.filters())
                && a.layer().equals(b.layer())
                && a.count() == b.count()
                && a.size() == b.size();
    }
}
