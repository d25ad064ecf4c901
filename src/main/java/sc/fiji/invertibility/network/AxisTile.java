package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.filters.Span;
import sc.fiji.invertibility.filters.StridedWindow;

/**
 * A part of one axis of an image, chosen such that every output of every layer belongs to exactly one part.
 *
 * @param pixels the pixels to run the layers on, so that the part's own outputs are the same as on the whole image
 * @param own for each layer, the part's own outputs, counted from the first of the run
 */
record AxisTile(Span pixels, List<Span> own) {

    /**
     * Divides an axis.
     *
     * @param windows the layers along it, from the image up
     * @param length of the image, in pixels
     * @param side length of a part in pixels, a multiple of the product of the layers' strides
     */
    static List<AxisTile> cut(List<StridedWindow> windows, int length, int side) {
        List<AxisGeometry> axes = new ArrayList<>();
        for (int i = 1; i <= windows.size(); i++) axes.add(new AxisGeometry(windows.subList(0, i), length));
        List<AxisTile> parts = new ArrayList<>();
        int fewest = 1;
        for (int i = windows.size() - 1; i >= 0; i--) fewest = windows.get(i).fewestInputs(fewest);
        for (int from = 0; from < length; from += side) parts.add(part(axes, from, from + side, length, fewest));
        return parts;
    }

    /** The run has at least {@code fewest} pixels, even if a part has no outputs of the upper layers. */
    private static AxisTile part(List<AxisGeometry> axes, int from, int to, int length, int fewest) {
        int whole = axes.get(axes.size() - 1).stride();
        List<Span> own = new ArrayList<>();
        int first = from, last = Math.min(to, length);
        for (AxisGeometry axis : axes) {
            int start = Math.min(axis.outputs(), from / axis.stride());
            int end = to >= length ? axis.outputs() : Math.min(axis.outputs(), to / axis.stride());
            own.add(new Span(start, end));
            if (start == end) continue;
            Span field = axis.pixels(own.get(own.size() - 1));
            first = Math.min(first, field.from());
            last = Math.max(last, field.to());
        }
        last = Math.max(last, Math.min(length, fewest));
        int begin = Math.max(0, Math.min(first, last - fewest)) / whole * whole;
        for (int i = 0; i < own.size(); i++) {
            int shift = begin / axes.get(i).stride();
            own.set(i, new Span(own.get(i).from() - shift, own.get(i).to() - shift));
        }
        return new AxisTile(new Span(begin, last), List.copyOf(own));
    }
}
