package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.gui.PlotVirtualStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.invertibility.measure.Histogram;

/** Measurements as ImageJ plots, which can be resized and whose data can be listed. */
public final class MeasurementPlot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 420;

    private final List<Plot> plots = new ArrayList<>();

    /** Starts without any plots. */
    public MeasurementPlot() {}

    /**
     * Adds a histogram.
     *
     * @param title what is counted
     * @param axis the label of the horizontal axis
     * @param histogram the counts
     * @return these plots
     */
    public MeasurementPlot histogram(String title, String axis, Histogram histogram) {
        long[] counts = histogram.counts();
        double[] x = new double[counts.length], y = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            x[i] = histogram.centre(i);
            y[i] = counts[i];
        }
        Plot plot = new Plot(title, axis, "Count");
        plot.setColor("black", "#9ecae1");
        plot.add("bar", x, y);
        double highest = Arrays.stream(y).max().orElse(1);
        return with(plot, histogram.from(), histogram.to(), 0, 1.05 * highest);
    }

    /**
     * Adds a curve on a logarithmic axis, by iteration from 1.
     *
     * @param title what is shown
     * @param axis the label of the vertical axis
     * @param values a positive value per iteration
     * @return these plots
     */
    public MeasurementPlot iterations(String title, String axis, List<Double> values) {
        double[] x = new double[values.size()], y = new double[values.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = i + 1;
            y[i] = values.get(i);
        }
        Plot plot = new Plot(title, "Iteration", axis);
        plot.setColor("#2171b5");
        plot.add("line", x, y);
        double lowest = Arrays.stream(y).min().orElse(1),
                highest = Arrays.stream(y).max().orElse(1);
        plot.setAxisYLog(lowest > 0);
        return with(plot, 1, Math.max(2, x.length), 0.95 * lowest, 1.05 * highest);
    }

    private MeasurementPlot with(Plot plot, double left, double right, double bottom, double top) {
        plot.setSize(WIDTH, HEIGHT);
        plot.setLimits(left, right, bottom, top);
        plots.add(plot);
        return this;
    }

    /**
     * Draws the plots.
     *
     * @param title the title of the image
     * @return a plot, or a stack of several; null if there are none
     */
    public ImagePlus image(String title) {
        if (plots.isEmpty()) return null;
        if (plots.size() == 1) {
            ImagePlus image = plots.get(0).getImagePlus();
            image.setTitle(title);
            return image;
        }
        ImagePlus first = plots.get(0).getImagePlus();
        TitledPlots stack = new TitledPlots(first.getWidth(), first.getHeight());
        for (Plot plot : plots) stack.add(plot);
        return new ImagePlus(title, stack);
    }

    /** ImageJ's own stack of plots forgets what each of them shows. */
    private static final class TitledPlots extends PlotVirtualStack {

        private final List<String> titles = new ArrayList<>();

        TitledPlots(int width, int height) {
            super(width, height);
        }

        void add(Plot plot) {
            addPlot(plot);
            titles.add(plot.getTitle());
        }

        @Override
        public String getSliceLabel(int slice) {
            return titles.get(slice - 1);
        }
    }
}
