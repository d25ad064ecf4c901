package sc.fiji.invertibility.compute.opencl.gpu;

import java.util.Optional;
import sc.fiji.invertibility.compute.FeedForwardLayer;
import sc.fiji.invertibility.compute.Rectification;
import sc.fiji.invertibility.compute.Scope;
import sc.fiji.invertibility.compute.Shape;
import sc.fiji.invertibility.compute.opencl.device.CorrelationDescriptor;
import sc.fiji.invertibility.compute.opencl.device.DeviceBuffer;
import sc.fiji.invertibility.compute.opencl.device.DeviceFilters;

/**
 * W and its transpose, both by Winograd filtering of all tiles of one map.
 *
 * @param filters W
 * @param signal the size of a signal
 * @param code the size of a code
 */
record WinogradPair(DeviceFilters<PackedWeights> filters, Shape signal, Shape code) {

    /** A transposed filter skips rows of its input where the padding is larger. */
    private static final int MOST_PADDING = 2;

    /**
     * Returns a bank and its transpose; empty if one of them is not filtered so, or if there is a bias.
     *
     * @param signal the size of a signal that the bank can be applied to
     */
    static Optional<WinogradPair> of(DeviceFilters<PackedWeights> filters, Shape signal) {
        CorrelationDescriptor c = filters.forward().correlation();
        WinogradPair pair = new WinogradPair(filters, signal, signal.activations(filters.bank()));
        boolean suits = Winograd.joins(c)
                && Math.max(c.paddingY(), c.paddingX()) <= MOST_PADDING
                && !pair.analysis().biased()
                && pair.suits(pair.signal, pair.signalTiles())
                && pair.suits(pair.code, pair.codeTiles());
        return suits ? Optional.of(pair) : Optional.empty();
    }

    /** Whether there are enough tiles, and all of them fit into scratch memory. */
    private boolean suits(Shape outputs, WinogradTiles tiles) {
        return Winograd.suits(analysis().correlation(), outputs, 1)
                && tiles.words(signal.channels() + code.channels()) <= Winograd.SCRATCH;
    }

    /** {@return the weights of W} */
    PackedWeights analysis() {
        return filters.forward();
    }

    /** {@return the weights of Wᵀ} */
    PackedWeights synthesis() {
        return filters.transpose().get(0).weights();
    }

    /** {@return the tiles of Wx} */
    WinogradTiles codeTiles() {
        return WinogradTiles.of(WinogradVariant.F4X4_3X3, code, 1);
    }

    /** {@return the tiles of Wᵀz} */
    WinogradTiles signalTiles() {
        return WinogradTiles.of(WinogradVariant.F4X4_3X3, signal, 1);
    }

    /** {@return the words of the transformed inputs of either filtering} */
    long transformedWords() {
        return Math.max(signalTiles().words(code.channels()), codeTiles().words(signal.channels()));
    }

    /** {@return the words of the products of either filtering} */
    long productWords() {
        return Math.max(signalTiles().words(signal.channels()), codeTiles().words(code.channels()));
    }

    /** {@return the products of Wx, which are not rectified} */
    WinogradProducts ofCode(DeviceBuffer products) {
        FeedForwardLayer layer = new FeedForwardLayer(filters.bank(), scope -> filters, Rectification.NONE, null);
        return new WinogradProducts(products, analysis(), layer, code, codeTiles(), new Scope());
    }

    /** Uploads and transforms the weights, unless that was done before. */
    void prepare() {
        analysis().in(WeightOrder.WINOGRAD);
        synthesis().in(WeightOrder.WINOGRAD);
    }
}
