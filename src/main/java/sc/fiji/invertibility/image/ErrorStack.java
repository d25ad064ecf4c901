package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.ImageStack;
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

    /** The number of pixels of each slice that determine the display range. */
    private static final int LOOKED_AT = 20_000;
    /** The fraction of them that the display range covers. */
    private static final double COVERED = 0.998;

    private final InputImage input;
    private final float[][][] planes;
    private final String[][] labels;

    ErrorStack(InputImage input) {
        this.input = input;
        this.planes = new float[input.planes()][][];
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
        planes[plane] = slices;
        labels[plane] = names;
    }

    /** {@code iteration 3: relative error 0.214}, with three significant digits. */
    static String label(IterationReport report) {
        return String.format(
                Locale.ROOT, "iteration %d: relative error %.3g", report.iteration(), report.relativeError());
    }

    /** The collected stack. */
    ImagePlus image(String title) {
        int iterations = Arrays.stream(planes).mapToInt(p -> p.length).max().orElse(1);
        ImageStack stack = new ImageStack(input.width(), input.height());
        for (int plane = 0; plane < planes.length; plane++)
            for (int i = 0; i < iterations; i++) {
                // A plane that stopped early repeats its last iteration.
                int last = Math.min(i, planes[plane].length - 1);
                stack.addSlice(
                        labels[plane][last], new FloatProcessor(input.width(), input.height(), planes[plane][last]));
            }
        ImagePlus result = InputAppearance.labelled(title, stack);
        if (planes.length == 1) result.setDimensions(1, iterations, 1);
        else result.setDimensions(iterations, input.slices(), input.frames());
        result.setOpenAsHyperStack(planes.length > 1);
        result.setCalibration(InputAppearance.spatialCalibration(input));
        result.setLut(Colours.fire());
        result.setDisplayRange(0, displayTop());
        return InputAppearance.opened(result, input);
    }

    private double displayTop() {
        float[] seen = new float[0];
        float largest = 0;
        for (float[][] plane : planes)
            for (float[] errors : plane) {
                int step = Math.max(1, errors.length / LOOKED_AT);
                float[] sample = new float[(errors.length + step - 1) / step];
                for (int i = 0; i < sample.length; i++) sample[i] = errors[i * step];
                int before = seen.length;
                seen = Arrays.copyOf(seen, before + sample.length);
                System.arraycopy(sample, 0, seen, before, sample.length);
                for (float e : errors) largest = Math.max(largest, e);
            }
        Arrays.sort(seen);
        float robust = seen[(int) (COVERED * (seen.length - 1))];
        if (robust > 0) return robust;
        return largest > 0 ? largest : 1;
    }
}
