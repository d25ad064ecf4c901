package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sc.fiji.invertibility.invert.IterationReport;

/**
 * Collects ‖x̂ − x‖₂ over the channels of every pixel, one slice per iteration, in the unit of the image's values; or
 * other errors, one slice each. For an image with several z or t, these are the channels of a hyperstack.
 */
final class ErrorStack {

    private final InputImage input;
    private final SliceStore store;
    private final int[][] planes;
    private final String[][] labels;
    private final ErrorRange range = new ErrorRange();

    ErrorStack(InputImage input) {
        this.input = input;
        this.store = SliceStore.like(input);
        this.planes = new int[input.planes()][];
        this.labels = new String[input.planes()][];
    }

    /** Takes the reports of one plane, whose error images it may change. */
    void put(int z, int t, List<IterationReport> iterations) {
        float span = (float) input.range().span();
        float[][] slices = new float[iterations.size()][];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = FloatPixels.of(iterations.get(i).errors());
            for (int p = 0; p < slices[i].length; p++) slices[i][p] *= span;
        }
        put(z, t, slices, iterations.stream().map(ErrorStack::label).toArray(String[]::new));
    }

    /** Takes the error images of one plane, of which all planes have the same number. */
    void put(int z, int t, float[][] slices, String[] names) {
        int plane = (t - 1) * input.slices() + z - 1;
        planes[plane] = new int[slices.length];
        labels[plane] = names;
        for (int i = 0; i < slices.length; i++) {
            range.add(slices[i]);
            planes[plane][i] = store.add(new FloatProcessor(input.width(), input.height(), slices[i]));
        }
    }

    /** {@code iteration 3: relative error 0.214}, with three significant digits. */
    static String label(IterationReport report) {
        return String.format(
                Locale.ROOT, "iteration %d: relative error %.3g", report.iteration(), report.relativeError());
    }

    /** The collected stack. */
    ImagePlus image(String title) {
        int iterations = Arrays.stream(planes).mapToInt(p -> p.length).max().orElse(1);
        int[] numbers = new int[planes.length * iterations];
        String[] names = new String[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            int plane = i / iterations;
            // A plane that stopped early stays as its last iteration left it.
            int last = Math.min(i % iterations, planes[plane].length - 1);
            numbers[i] = planes[plane][last];
            names[i] = labels[plane][last];
        }
        ImagePlus result = InputAppearance.labelled(title, store.stack(numbers, names));
        if (planes.length == 1) result.setDimensions(1, iterations, 1);
        else result.setDimensions(iterations, input.slices(), input.frames());
        result.setOpenAsHyperStack(planes.length > 1);
        result.setCalibration(InputAppearance.spatialCalibration(input));
        result.setLut(Colours.fire());
        result.setDisplayRange(0, range.top());
        return InputAppearance.opened(result, input);
    }
}
