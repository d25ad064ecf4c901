package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.invertibility.train.EpochReport;

/** The learning curve of a decoding network, as a table and a plot that grow with each epoch. */
public final class DecoderCurve {

    private static final int WIDTH = 640, HEIGHT = 420;

    private final List<EpochReport> epochs = new ArrayList<>();
    private final String title;

    /**
     * Starts without epochs.
     *
     * @param title of the plot
     */
    public DecoderCurve(String title) {
        this.title = title;
    }

    /**
     * Adds an epoch.
     *
     * @param report what it came to
     */
    public void add(EpochReport report) {
        epochs.add(report);
    }

    /**
     * {@return the table: one row for each epoch with epoch, steps, seconds, loss, psnr_db, validation_psnr_db; the
     * last is NaN without images for validation}
     */
    public ResultsTable table() {
        TitledTable table = new TitledTable("training");
        for (EpochReport report : epochs) {
            table.incrementCounter();
            table.addValue("epoch", report.epoch());
            table.addValue("steps", report.steps());
            table.addValue("seconds", report.seconds());
            table.addValue("loss", report.training().loss());
            table.addValue("psnr_db", report.training().measure());
            table.addValue("validation_psnr_db", validation(report));
        }
        return table.decimals(1, "seconds").decimals(4, "loss", "psnr_db", "validation_psnr_db");
    }

    /** {@return the plot: the peak signal-to-noise ratio over the epochs, in training and validation} */
    public ImagePlus plot() {
        double[] x = new double[epochs.size()], training = new double[x.length], validation = new double[x.length];
        double least = Double.POSITIVE_INFINITY, most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            EpochReport report = epochs.get(i);
            x[i] = report.epoch();
            training[i] = report.training().measure();
            validation[i] = validation(report);
            for (double value : new double[] {training[i], validation[i]})
                if (Double.isFinite(value)) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
        }
        Plot plot = new Plot(title, "Epoch", "PSNR (dB)");
        plot.setSize(WIDTH, HEIGHT);
        plot.setColor("#2171b5");
        plot.add("line", x, training);
        plot.setColor("#d94801");
        plot.add("line", x, validation);
        plot.setColor("black");
        plot.setLimits(1, Math.max(2, x.length), Math.floor(least), Math.ceil(most + 0.1));
        plot.addLegend("training\nvalidation", "bottom-right");
        return plot.getImagePlus();
    }

    private static double validation(EpochReport report) {
        return report.validation().examples() == 0
                ? Double.NaN
                : report.validation().measure();
    }
}
