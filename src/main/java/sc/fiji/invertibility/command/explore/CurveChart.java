package sc.fiji.invertibility.command.explore;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.text.DecimalFormat;
import java.util.List;
import java.util.SortedMap;
import javax.swing.UIManager;
import org.jfree.chart.ChartPanel;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The relative error in per cent along a setting, in the colours of the look and feel. */
final class CurveChart extends ChartPanel {

    private static final long serialVersionUID = 1;

    private static final Color LINE = new Color(0x3b8fd6), HERE = new Color(0xe69f00);

    private final transient XYSeries series = new XYSeries("");

    CurveChart() {
        super(null, 400, 180, 100, 60, 8000, 8000, false, false, false, false, false, false);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        renderer.setSeriesPaint(0, LINE);
        renderer.setSeriesStroke(0, new BasicStroke(2));
        XYPlot plot = new XYPlot(new XYSeriesCollection(series), new NumberAxis(), new NumberAxis(), renderer);
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setPadding(new RectangleInsets(4, 4, 2, 10));
        setChart(chart);
        setPreferredSize(new Dimension(400, 180));
        setMinimumSize(new Dimension(100, 60));
        setMouseZoomable(false);
        setPopupMenu(null);
        showIterations(List.of());
    }

    /** The errors of one comparison: over iterations, or over a network's layers. */
    void showCourse(List<Comparison.Step> steps, boolean layers) {
        if (layers) showLayers(steps);
        else showIterations(steps);
    }

    private void showIterations(List<Comparison.Step> steps) {
        NumberAxis axis = new NumberAxis("iteration");
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        axis.setRange(0.5, Math.max(2, steps.size()) + 0.5);
        show(steps, axis);
    }

    private void showLayers(List<Comparison.Step> steps) {
        String[] names = steps.stream().map(Comparison.Step::name).toArray(String[]::new);
        show(steps, new SymbolAxis("layer, from the chosen one down to the image", names));
    }

    private void show(List<Comparison.Step> steps, ValueAxis axis) {
        series.clear();
        boolean layers = axis instanceof SymbolAxis;
        for (int i = 0; i < steps.size(); i++)
            series.add(layers ? i : i + 1, 100 * steps.get(i).relativeError());
        plot().clearDomainMarkers();
        dress(axis);
    }

    /** The errors over the percentage kept, and where the slider is. */
    void showKept(SortedMap<Double, Double> errors, double here) {
        series.clear();
        errors.forEach((keep, error) -> series.add(keep.doubleValue(), 100 * error));
        plot().clearDomainMarkers();
        plot().addDomainMarker(new ValueMarker(here, HERE, new BasicStroke(1.5f)));
        LogAxis axis = new LogAxis("units kept (%)");
        axis.setNumberFormatOverride(new DecimalFormat("0.#"));
        axis.setTickUnit(new NumberTickUnit(Math.log10(2)));
        axis.setRange(0.4, 125);
        dress(axis);
    }

    private XYPlot plot() {
        return getChart().getXYPlot();
    }

    private void dress(ValueAxis domain) {
        plot().setDomainAxis(domain);
        NumberAxis range = new NumberAxis("error (%)");
        range.setAutoRangeIncludesZero(true);
        plot().setRangeAxis(range);
        Color ink = UIManager.getColor("Label.foreground"), paper = UIManager.getColor("Panel.background");
        Font font = UIManager.getFont("Label.font");
        Font small = font.deriveFont(font.getSize2D() * 0.9f);
        for (ValueAxis axis : List.of(domain, range)) {
            axis.setLabelFont(small);
            axis.setTickLabelFont(small);
            axis.setLabelPaint(ink);
            axis.setTickLabelPaint(ink);
            axis.setAxisLinePaint(ink);
            axis.setTickMarkPaint(ink);
        }
        getChart().setBackgroundPaint(paper);
        plot().setBackgroundPaint(paper);
        plot().setOutlinePaint(null);
        plot().setDomainGridlinesVisible(false);
        plot().setRangeGridlinePaint(new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), 60));
    }
}
