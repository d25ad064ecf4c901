package sc.fiji.invertibility.invert;

import java.util.List;
import java.util.Optional;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * An input brought back from one layer's pooled activations.
 *
 * @param image x̂, scaled, with the axes (x, y, channel) and the size of the input
 * @param iterations one report an iteration
 * @param winners for each input pixel (x, y) the share, 0 … 1, of filters whose kept maximum sits there
 * @param switchImage if asked for: for each pooled unit (x, y, filter) 0 where nothing was kept, else 1 + the
 *     row-major place in its block
 */
public record LayerReconstruction(
        Img<FloatType> image,
        List<IterationReport> iterations,
        Img<FloatType> winners,
        Optional<Img<UnsignedShortType>> switchImage) {}
