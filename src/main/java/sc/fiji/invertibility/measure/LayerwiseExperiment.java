package sc.fiji.invertibility.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.compute.Unpooling;
import sc.fiji.invertibility.filters.BankSeeds;
import sc.fiji.invertibility.filters.FilterBank;
import sc.fiji.invertibility.filters.GaussianFilters;
import sc.fiji.invertibility.filters.Padding;
import sc.fiji.invertibility.invert.InversionSettings;
import sc.fiji.invertibility.invert.LayerInversion;
import sc.fiji.invertibility.invert.RecordedImage;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.sparse.Activation;
import sc.fiji.invertibility.sparse.PoolingModel;

/**
 * The experiment of section 4.5. The activations x of pool(i) are reconstructed as x̂ = Wᵀ𝕄(Wx, k), scaled to ‖x‖. W
 * are the filters of the convolution above, scaled to unit norm and without bias, or Gaussian ones of the same shape; k
 * is the percentage of non-zeros among that convolution's real activations, taken of the pooled units. Without its
 * filters, only Gaussian ones are measured, with the paper's percentage for it. In image space,
 * x̂ and x are decoded layer by layer with the image's own switches, and the decoded images are compared.
 *
 * @param activation what precedes the pooling of 𝕄
 * @param unpooling where 𝕄 puts a pooled value; in the paper, at the top-left of its block
 * @param block the side of a block, in activations, ≥ 1; in the paper, 2
 * @param iterations iterations per convolution on the way down to the image, ≥ 1
 * @param seeds the number of Gaussian banks and activations, ≥ 1
 * @param seed any number; the seeds of banks and activations are hashes of it
 */
public record LayerwiseExperiment(
        Activation activation, Unpooling unpooling, int block, int iterations, int seeds, long seed) {

    /**
     * Checks the numbers.
     *
     * @param activation what precedes the pooling of 𝕄
     * @param unpooling where 𝕄 puts a pooled value
     * @param block the side of a block, in activations, ≥ 1
     * @param iterations iterations per convolution on the way down to the image, ≥ 1
     * @param seeds the number of Gaussian banks and activations, ≥ 1
     * @param seed any number; the seeds of banks and activations are hashes of it
     */
    public LayerwiseExperiment {
        if (block < 1 || iterations < 1 || seeds < 1)
            throw new IllegalArgumentException("block, iterations and seeds must be at least 1, not " + block + ", "
                    + iterations + " and " + seeds);
    }

    /**
     * Measures one layer.
     *
     * @param engine where to compute
     * @param network the network that the image was passed through
     * @param image the recorded image, at least up to the convolution above the layer, or to the layer itself if the
     *     network lacks that convolution's filters
     * @param at the layer
     * @param monitor receives the progress
     * @return the errors and the decoded images
     * @throws IllegalArgumentException if all activations of one of the two layers are zero, or the sparsity of the
     *     layer above is not known
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public LayerwiseErrors run(Engine engine, Network network, RecordedImage image, MacroLayer at, Monitor monitor) {
        String pool = at.pool().name();
        return run(
                engine,
                network,
                image,
                at,
                (activations, part) -> image.decode(pool, activations, Unpooling.SWITCHES, iterations, part),
                monitor);
    }

    /**
     * Measures one layer, with another way back to the image than the network's own filters.
     *
     * @param engine where to compute
     * @param network the network that the image was passed through
     * @param image the recorded image, at least up to the convolution above the layer, or to the layer itself if the
     *     network lacks that convolution's filters
     * @param at the layer
     * @param back how its activations are decoded
     * @param monitor receives the progress
     * @return the errors and the decoded images
     * @throws IllegalArgumentException if all activations of one of the two layers are zero, or the sparsity of the
     *     layer above is not known
     * @throws java.util.concurrent.CancellationException if the monitor was cancelled
     */
    public LayerwiseErrors run(
            Engine engine,
            Network network,
            RecordedImage image,
            MacroLayer at,
            ActivationDecoder back,
            Monitor monitor) {
        String pool = at.pool().name();
        boolean own = at.learned(network);
        double keep = own ? image.nonzeroPercent(at.above().name()) : printed(network, at);
        if (keep == 0 || image.nonzeroPercent(pool) == 0)
            throw new IllegalArgumentException("image: all activations of " + pool + " or of "
                    + at.above().name() + " are zero, so that there is nothing to reconstruct");
        Img<FloatType> x = image.activations(pool);
        PoolingModel model = new PoolingModel(block, activation, unpooling, keep);
        Decoder decoder = new Decoder(back, x, monitor, (own ? 2 : 1) + 2.0 * seeds);
        Img<FloatType> original = decoder.decode(x);
        Optional<Attempt> learned = own
                ? Optional.of(decoder.judge(invert(engine, network.bank(at.above()), model, x, monitor), original))
                : Optional.empty();
        List<Attempt> random = new ArrayList<>(), noise = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            Img<FloatType> estimate = invert(engine, gaussian(at.above(), BankSeeds.of(seed, i)), model, x, monitor);
            random.add(decoder.judge(estimate, original));
            noise.add(decoder.judge(ReconstructionError.randomActivations(x, ~BankSeeds.of(seed, i)), original));
        }
        return new LayerwiseErrors(
                pool,
                keep,
                space(Attempt::activation, learned, random, noise),
                space(Attempt::image, learned, random, noise),
                new LayerwiseErrors.Pictures(
                        original, learned.map(Attempt::picture), random.get(0).picture, noise.get(0).picture));
    }

    private static double printed(Network network, MacroLayer at) {
        return at.printedPercent(network)
                .orElseThrow(() -> new IllegalArgumentException("network: there are neither filters of "
                        + at.above().name() + ", nor does the paper print its sparsity"));
    }

    private static LayerwiseErrors.Space space(
            ToDoubleFunction<Attempt> error, Optional<Attempt> learned, List<Attempt> random, List<Attempt> noise) {
        return new LayerwiseErrors.Space(
                learned.stream().mapToDouble(error).findFirst(),
                Moments.of(random.stream().mapToDouble(error).toArray()),
                Moments.of(noise.stream().mapToDouble(error).toArray()));
    }

    /** Passes on only the wish to stop: a single iteration is too short for progress of its own. */
    private static Img<FloatType> invert(
            Engine engine, FilterBank bank, PoolingModel model, Img<FloatType> x, Monitor monitor) {
        monitor.check();
        // The borders of networks that mirror them are a layer of their own, before the convolution.
        FilterBank padded = bank.normalised();
        if (bank.stride() == 1) padded = padded.withPadding(Padding.same(bank.height(), bank.width()));
        return LayerInversion.of(engine, padded, model, InversionSettings.FEED_FORWARD)
                .invert(x, Monitor.NONE)
                .image();
    }

    private static FilterBank gaussian(Layer.Convolution layer, long seed) {
        return layer.fit(GaussianFilters.rectangular(
                layer.filters(), layer.channels() / layer.groups(), layer.height(), layer.width(), seed));
    }

    /** Activations that replace the original ones: their errors, and the image decoded from them. */
    private record Attempt(double activation, double image, Img<FloatType> picture) {}

    /** Decodes one set of activations after another, and reports the progress. */
    private static final class Decoder {

        private final ActivationDecoder back;
        private final Img<FloatType> x;
        private final Monitor monitor;
        private final double count;
        private int done;

        Decoder(ActivationDecoder back, Img<FloatType> x, Monitor monitor, double count) {
            this.back = back;
            this.x = x;
            this.monitor = monitor;
            this.count = count;
        }

        Img<FloatType> decode(Img<FloatType> activations) {
            Monitor part = monitor.part(done / count, ++done / count);
            return back.decode(activations, part);
        }

        Attempt judge(Img<FloatType> activations, Img<FloatType> original) {
            Img<FloatType> picture = decode(activations);
            return new Attempt(
                    ReconstructionError.relative(activations, x),
                    ReconstructionError.relative(picture, original),
                    picture);
        }
    }
}
