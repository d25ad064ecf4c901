package sc.fiji.invertibility.headless;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which planes of a stack a preview has room for: evenly spaced ones, including the first and the last. Of a
 * hyperstack, the same channels of each z and t, so that they can be compared along rows and columns.
 *
 * @param slices from 0, in the order of the stack
 * @param columns how many of them a row has; 0 where that does not matter
 */
record ShownPlanes(List<Integer> slices, int columns) {

    /** With few planes, more channels than that. */
    private static final int CHANNELS = 4;

    /**
     * Chooses.
     *
     * @param channels of each plane
     * @param planes z and t
     * @param most at most so many are shown
     */
    static ShownPlanes of(int channels, int planes, int most) {
        if (channels == 1 || planes == 1) return new ShownPlanes(evenly(channels * planes, most), 0);
        int rows = Math.min(planes, most / Math.min(channels, CHANNELS));
        int columns = Math.min(channels, most / rows);
        List<Integer> slices = new ArrayList<>();
        for (int plane : evenly(planes, rows))
            for (int channel : evenly(channels, columns)) slices.add(plane * channels + channel);
        return new ShownPlanes(slices, columns);
    }

    private static List<Integer> evenly(int all, int most) {
        if (all <= most) return IntStream.range(0, all).boxed().toList();
        return IntStream.range(0, most)
                .map(i -> (int) Math.round(i * (all - 1.0) / (most - 1)))
                .boxed()
                .toList();
    }
}
