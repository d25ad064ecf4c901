package sc.fiji.invertibility.headless;

import ij.gui.Plot;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Histograms of what is compared, as outlines over one axis with a line at 1. */
final class Overlay {

    private static final int WIDTH = 640, HEIGHT = 420, BINS = 60;

    private static final String[] COLOURS = {
        "#2171b5", "#cb181d", "#238b45", "#6a51a3", "#d94801", "#525252", "#c994c7", "#41b6c4"
    };

    private record Sample(String name, double[] values) {}

    private final String axis;
    private final List<Sample> samples = new ArrayList<>();

    Overlay(String axis) {
        this.axis = axis;
    }

    /** Adds a sample, if there is one. */
    Overlay add(String name, double[] values) {
        if (values.length > 0) samples.add(new Sample(name + ", n = " + values.length, values));
        return this;
    }

    /** Adds the picture to a figure; without samples nothing. */
    void addTo(Figure figure, String caption) {
        if (samples.isEmpty()) return;
        double least = 1, most = 1;
        for (Sample sample : samples) {
            least = Math.min(least, Arrays.stream(sample.values).min().orElse(1));
            most = Math.max(most, Arrays.stream(sample.values).max().orElse(1));
        }
        double margin = Math.max(1e-3, 0.05 * (most - least)), from = least - margin, to = most + margin;
        Plot plot = new Plot(caption, axis, "Part of the draws in a bin");
        double highest = 0;
        StringBuilder legend = new StringBuilder();
        for (int i = 0; i < samples.size(); i++) {
            double[] parts = parts(samples.get(i).values, from, to);
            highest = Math.max(highest, Arrays.stream(parts).max().orElse(0));
            outline(plot, parts, from, to, Color.decode(COLOURS[i % COLOURS.length]));
            legend.append(i == 0 ? "" : "\n").append(samples.get(i).name);
        }
        double top = highest * (1.15 + 0.1 * samples.size()); // room for the legend
        plot.setColor(Color.BLACK);
        plot.setLineWidth(1);
        plot.drawDottedLine(1, 0, 1, top, 3);
        plot.setSize(WIDTH, HEIGHT);
        plot.setLimits(from, to, 0, top);
        plot.setColor(Color.BLACK);
        plot.addLegend(legend.toString(), "top-right");
        figure.tile(plot.getProcessor().convertToRGB(), caption);
    }

    private static void outline(Plot plot, double[] parts, double from, double to, Color colour) {
        double width = (to - from) / BINS;
        double[] x = new double[2 * BINS], y = new double[2 * BINS];
        for (int b = 0; b < BINS; b++) {
            x[2 * b] = from + b * width;
            x[2 * b + 1] = from + (b + 1) * width;
            y[2 * b] = y[2 * b + 1] = parts[b];
        }
        plot.setColor(colour);
        plot.setLineWidth(2);
        plot.addPoints(x, y, Plot.LINE);
    }

    private static double[] parts(double[] values, double from, double to) {
        double[] parts = new double[BINS];
        for (double value : values) {
            int bin = (int) Math.floor((value - from) / (to - from) * BINS);
            parts[Math.max(0, Math.min(BINS - 1, bin))] += 1.0 / values.length;
        }
        return parts;
    }
}
