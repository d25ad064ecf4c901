package sc.fiji.invertibility.invert;

import java.util.List;
import java.util.Optional;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * An input reconstructed from one layer's pooled activations.
 *
 * @param image x̂, scaled, with the axes (x, y, channel) and the size of the input
 * @param iterations one report per iteration
 * @param winners for each input pixel (x, y), the fraction, 0 … 1, of filters whose kept maximum is there
 * @param switchImage if asked for: for each pooled unit (x, y, filter), 0 where nothing was kept, else 1 + the
 *     row-major position in its block
 */
public record LayerReconstruction(
        Img<FloatType> image,
        List<IterationReport> iterations,
        Img<FloatType> winners,
        Optional<Img<UnsignedShortType>> switchImage) {}
