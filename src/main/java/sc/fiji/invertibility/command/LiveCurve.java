package sc.fiji.invertibility.command;

import ij.gui.Plot;
import ij.gui.PlotWindow;
import sc.fiji.invertibility.image.LearningCurve;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.TrainingListener;

/** A learning curve, which is seen in a window of its own while a training goes on; headless, nothing is shown. */
final class LiveCurve implements TrainingListener, AutoCloseable {

    private static final String TITLE = "Learning curve (training goes on)";

    private final LearningCurve curve;
    private PlotWindow window;

    LiveCurve(LearningCurve curve) {
        this.curve = curve;
    }

    @Override
    public void epoch(EpochReport report) {
        curve.add(report);
        if (!InvertibilityCommand.hasWindow() || curve.size() < 2) return;
        Plot plot = curve.plot(TITLE);
        if (window == null) window = plot.show();
        else window.drawPlot(plot);
    }

    LearningCurve curve() {
        return curve;
    }

    /** Closes the window: what the curve came to is a result of the command. */
    @Override
    public void close() {
        if (window != null) window.close();
    }
}
