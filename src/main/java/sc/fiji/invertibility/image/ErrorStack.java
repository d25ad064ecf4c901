package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.process.FloatProcessor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sc.fiji.invertibility.invert.IterationReport;

/**
 * Collects ‖x̂ − x‖₂ over the channels of every pixel, one slice per iteration, in the unit of the image's values; or
 * other errors, one slice each. For an image with several z or t, these are the channels of a hyperstack.
 */
final class ErrorStack {

    /** With less, the lowest of the screen's 256 levels would have most of the colours. */
    private static final double LEAST_POWER = 0.25;

    /** Numbers from 0.001 to below a million are written out. */
    private static final int LEAST_EXPONENT = -3, LARGEST_EXPONENT = 5;

    private final InputImage input;
    private final String caption;
    private final SliceStore store;
    private final int[][] planes;
    private final String[][] labels;
    private final ErrorRange range = new ErrorRange(), left = new ErrorRange();

    /**
     * Starts a stack.
     *
     * @param caption what the values are, for the colour bar
     */
    ErrorStack(InputImage input, String caption) {
        this.input = input;
        this.caption = caption;
        this.store = SliceStore.like(input);
        this.planes = new int[input.planes()][];
        this.labels = new String[input.planes()][];
    }

    /**
     * Takes the reports of one plane, whose error images it may change.
     *
     * @throws IllegalArgumentException if an error is infinite in the image's unit, although it was not on the model's
     *     scale
     */
    void put(int z, int t, List<IterationReport> iterations) {
        float span = (float) input.range().span();
        float[][] slices = new float[iterations.size()][];
        for (int i = 0; i < slices.length; i++) {
            float[] slice = slices[i] = FloatPixels.of(iterations.get(i).errors());
            Pieces.each(slice.length, (from, to) -> {
                for (int p = from; p < to; p++) slice[p] *= span;
            });
        }
        for (float[] slice : slices) range.add(slice);
        if (!range.isFinite())
            throw new IllegalArgumentException("step: in the unit of " + input.described()
                    + " the errors are too large for 32 bits, as the iterations diverge;"
                    + " expected fewer iterations, or Normalised or Pursuit, whose error never grows");
        left.add(slices[slices.length - 1]);
        keep(z, t, slices, iterations.stream().map(ErrorStack::label).toArray(String[]::new));
    }

    /** Takes the error images of one plane, of which all planes have the same number. */
    void put(int z, int t, float[][] slices, String[] names) {
        for (float[] slice : slices) {
            range.add(slice);
            left.add(slice);
        }
        keep(z, t, slices, names);
    }

    private void keep(int z, int t, float[][] slices, String[] names) {
        int plane = input.index(z, t);
        planes[plane] = new int[slices.length];
        labels[plane] = names;
        for (int i = 0; i < slices.length; i++)
            planes[plane][i] = store.add(new FloatProcessor(input.width(), input.height(), slices[i]));
    }

    /** {@code iteration 3: relative error 0.214}, with three significant digits; the first one is the layer's pass. */
    static String label(IterationReport report) {
        String name =
                report.iteration() == 1 ? "iteration 1, one pass of the layer" : "iteration " + report.iteration();
        return String.format(Locale.ROOT, "%s: relative error %.3g", name, report.relativeError());
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
        ImagePlus result = InputAppearance.labelled(title, store.stack(numbers, names), input);
        result.setCalibration(InputAppearance.spatialCalibration(input));
        double top = range.top(), power = power();
        result.setLut(Colours.spread(Colours.fire(), power));
        result.setDisplayRange(0, top);
        Overlay overlay = new Overlay();
        String middle = number(top * Math.pow(0.5, 1 / power)), end = "≥ " + number(top);
        new Legend(Colours.fire(), caption, middle, end, input.width(), input.height()).addTo(overlay);
        result.setOverlay(overlay);
        // What is left in the end belongs to the reconstruction.
        if (planes.length == 1) result.setSlice(iterations);
        else result.setPosition(iterations, input.image().getZ(), input.image().getT());
        return result;
    }

    /**
     * One range for all iterations, so that they can be compared. Errors shrink by ever the same factor, and those that
     * are left would be black in it; so small ones are spread over more colours, until what is left has half of them.
     */
    private double power() {
        double part = left.top() / range.top();
        return part >= 0.5 ? 1 : Math.max(LEAST_POWER, Math.log(0.5) / Math.log(part));
    }

    /**
     * With two significant digits, as a person would write it; with a power of ten if there were more zeros than room.
     */
    static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(2));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= LEAST_EXPONENT && exponent <= LARGEST_EXPONENT) return rounded.toPlainString();
        return String.format(Locale.ROOT, "%.1e", value);
    }
}
