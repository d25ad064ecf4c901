package sc.fiji.invertibility.bench.figure;

import ij.gui.Plot;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A plot with two logarithmic axes. */
public final class LogPlot {

    private static final int WIDTH = 520, HEIGHT = 330, FONT = 14, SMALL_FONT = 11;

    /** Room around the data, as a factor. */
    private static final double ROOM = 1.35;

    private static final Color[] COLOURS = {
        new Color(0x2171b5), new Color(0xd94801), new Color(0x238b45), new Color(0x6a51a3), new Color(0x636363)
    };

    private final Plot plot;
    private final List<String> legend = new ArrayList<>();
    private double left = Double.MAX_VALUE, right, bottom = Double.MAX_VALUE, top;

    /** Starts a plot without data. */
    public LogPlot(String title, String horizontal, String vertical) {
        this(title, horizontal, vertical, 1);
    }

    /** Starts a plot without data, so many times as long and as high as others. */
    public LogPlot(String title, String horizontal, String vertical, double scale) {
        plot = new Plot(title, horizontal, vertical);
        plot.setSize((int) (scale * WIDTH), (int) (scale * HEIGHT));
        plot.setFont(Font.PLAIN, FONT);
    }

    /** Adds measured points that a line joins, in the next colour. */
    public LogPlot curve(String label, double[] x, double[] y) {
        return add(label, "connected circle", 2, x, y);
    }

    /** Adds single points, in the next colour. */
    public LogPlot points(String label, double[] x, double[] y) {
        return add(label, "circle", 3, x, y);
    }

    /** Adds a line that is no measurement, in the next colour. */
    public LogPlot line(String label, double[] x, double[] y) {
        return add(label, "line", 1, x, y);
    }

    /** Writes to the right of a point, in the colour of what was added last. */
    public LogPlot note(String text, double x, double y) {
        plot.setFont(Font.PLAIN, SMALL_FONT);
        plot.setJustification(Plot.LEFT);
        plot.addText(text, x * 1.05, y / 1.05);
        plot.setFont(Font.PLAIN, FONT);
        return this;
    }

    private LogPlot add(String label, String shape, int width, double[] x, double[] y) {
        Color colour = COLOURS[legend.size() % COLOURS.length];
        plot.setColor(colour, colour);
        plot.setLineWidth(width);
        plot.add(shape, x, y);
        legend.add(label);
        left = Math.min(left, Arrays.stream(x).min().orElseThrow());
        right = Math.max(right, Arrays.stream(x).max().orElseThrow());
        bottom = Math.min(bottom, Arrays.stream(y).min().orElseThrow());
        top = Math.max(top, Arrays.stream(y).max().orElseThrow());
        return this;
    }

    String title() {
        return plot.getTitle();
    }

    /** Draws it, without its title. */
    BufferedImage image() {
        plot.setLogScaleX();
        plot.setLogScaleY();
        plot.setLimits(left / ROOM, right * ROOM, bottom / ROOM, top * ROOM * ROOM);
        plot.setColor(Color.BLACK);
        plot.setLineWidth(1);
        plot.setLegend(String.join("\n", legend), Plot.AUTO_POSITION);
        return plot.getProcessor().convertToRGB().getBufferedImage();
    }
}
