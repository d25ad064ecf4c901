package sc.fiji.invertibility.network;

import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.filters.Span;
import sc.fiji.invertibility.filters.StridedWindow;

/**
 * A part of one axis of an image, chosen such that every output of every measured layer belongs to exactly one part.
 *
 * @param pixels the pixels to run the layers on, so that the part's own outputs are the same as on the whole image
 * @param outputs for each measured layer, the part's own outputs
 * @param skipped for each measured layer, the number of the whole image's outputs that lie before the run
 */
record AxisTile(Span pixels, List<Span> outputs, List<Integer> skipped) {

    /**
     * Divides an axis. Parts without any outputs of the measured layers are left out.
     *
     * @param windows the layers along it, from the image up
     * @param lowest index of the first measured layer; all above it are measured, too
     * @param length of the image, in pixels
     * @param side length of a part in pixels, a multiple of the product of the layers' strides
     */
    static List<AxisTile> cut(List<StridedWindow> windows, int lowest, int length, int side) {
        List<AxisGeometry> axes = new ArrayList<>();
        for (int i = lowest + 1; i <= windows.size(); i++) axes.add(new AxisGeometry(windows.subList(0, i), length));
        List<AxisTile> parts = new ArrayList<>();
        int fewest = 1;
        for (int i = windows.size() - 1; i >= 0; i--) fewest = windows.get(i).fewestInputs(fewest);
        for (int from = 0; from < length; from += side) {
            AxisTile part = part(axes, from, from + side, length, fewest);
            if (part.outputs.stream().anyMatch(span -> span.length() > 0)) parts.add(part);
        }
        return parts;
    }

    /** The part's own outputs of a measured layer, counted from the first of the run. */
    Span own(int layer) {
        Span whole = outputs.get(layer);
        return new Span(whole.from() - skipped.get(layer), whole.to() - skipped.get(layer));
    }

    /** The run has at least {@code fewest} pixels, even if a part has no outputs of the upper layers. */
    private static AxisTile part(List<AxisGeometry> axes, int from, int to, int length, int fewest) {
        int whole = axes.get(axes.size() - 1).stride();
        List<Span> outputs = new ArrayList<>();
        int first = length, last = 0;
        for (AxisGeometry axis : axes) {
            int start = Math.min(axis.outputs(), from / axis.stride());
            int end = to >= length ? axis.outputs() : Math.min(axis.outputs(), to / axis.stride());
            outputs.add(new Span(start, end));
            if (start == end) continue;
            Span field = axis.pixels(new Span(start, end));
            first = Math.min(first, field.from());
            last = Math.max(last, field.to());
        }
        last = Math.max(last, Math.min(length, fewest));
        int begin = Math.max(0, Math.min(first, last - fewest)) / whole * whole;
        return new AxisTile(
                new Span(begin, last),
                List.copyOf(outputs),
                axes.stream().map(axis -> begin / axis.stride()).toList());
    }
}
