package sc.fiji.invertibility.network;

import java.util.List;
import sc.fiji.invertibility.filters.Span;
import sc.fiji.invertibility.filters.StridedWindow;

/** A stack of layers along one axis of an image: determines which pixels an interval of outputs depends on. */
final class AxisGeometry {

    private final List<StridedWindow> windows;
    private final int[] lengths;
    private final int stride;

    /** The layers' windows along the axis, from the image up, and the image's length. */
    AxisGeometry(List<StridedWindow> windows, int length) {
        this.windows = windows;
        this.lengths = new int[windows.size() + 1];
        lengths[0] = length;
        int product = 1;
        for (int i = 0; i < windows.size(); i++) {
            lengths[i + 1] = windows.get(i).outputs(lengths[i]);
            product = Math.multiplyExact(product, windows.get(i).stride());
        }
        stride = product;
    }

    /** The centre of the first output's receptive field, in pixels, where 0 is the centre of the first pixel. */
    static double centre(List<StridedWindow> windows) {
        double centre = 0;
        for (int i = windows.size() - 1; i >= 0; i--) {
            StridedWindow window = windows.get(i);
            centre = centre * window.stride() - window.padding() + (window.size() - 1) / 2.0;
        }
        return centre;
    }

    int outputs() {
        return lengths[windows.size()];
    }

    /** The distance in pixels between neighbouring outputs. */
    int stride() {
        return stride;
    }

    /**
     * The pixels to run the layers on for a span of outputs: their receptive field, extended to begin at a multiple of
     * the stride, so that the windows of all layers lie as they do on the whole image. The first output of the run is
     * then output number from/stride of the whole. Where the field is cut off, zero padding corrupts some outputs, but
     * none that the span depends on.
     */
    Span pixels(Span outputs) {
        Span field = outputs;
        for (int i = windows.size() - 1; i >= 0; i--)
            field = windows.get(i).inputs(field).within(lengths[i]);
        return new Span(field.from() / stride * stride, field.to());
    }
}
