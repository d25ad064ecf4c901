package sc.fiji.invertibility.command;

import ij.gui.Plot;
import ij.gui.PlotWindow;
import java.util.List;
import java.util.function.Consumer;
import sc.fiji.invertibility.image.LearningCurve;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.TrainingListener;

/**
 * A learning curve, which is seen while a training goes on: in a window of its own, and as a line for each epoch where
 * there is none.
 */
final class LiveCurve implements TrainingListener, AutoCloseable {

    private static final String TITLE = "Learning curve (training goes on)";

    private final LearningCurve curve;
    private final Consumer<String> lines;
    private PlotWindow window;

    LiveCurve(LearningCurve curve, Consumer<String> lines) {
        this.curve = curve;
        this.lines = lines;
    }

    @Override
    public void resumed(List<EpochReport> earlier) {
        earlier.forEach(curve::add);
        lines.accept("goes on after epoch " + earlier.size() + " of the checkpoint");
    }

    @Override
    public void epoch(EpochReport report) {
        curve.add(report);
        lines.accept(curve.line(report));
        if (!InvertibilityCommand.hasWindow() || curve.size() < 2) return;
        Plot plot = curve.plot(TITLE);
        if (window == null) window = plot.show();
        else window.drawPlot(plot);
    }

    /** Closes the window: what the curve came to is a result of the command. */
    @Override
    public void close() {
        if (window != null) window.close();
    }
}
