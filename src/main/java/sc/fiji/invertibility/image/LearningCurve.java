package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.Objective;

/** What each epoch of a training came to, as a table and as ImageJ's plot, which grow with each epoch. */
public final class LearningCurve {

    private static final int WIDTH = 640, HEIGHT = 420;

    /** The part of the range of values that is left free above and below them. */
    private static final double MARGIN = 0.05;

    private final String measure;
    private final String axis;
    private final String learnt;
    private final double unit;
    private final double lowest;
    private final double highest;
    private final List<EpochReport> epochs = new ArrayList<>();

    private LearningCurve(String measure, String axis, String learnt, double unit, double lowest, double highest) {
        this.measure = measure;
        this.axis = axis;
        this.learnt = learnt;
        this.unit = unit;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** {@return the curve of a classifier, without epochs: its accuracy in percent} */
    public static LearningCurve ofAccuracy() {
        return new LearningCurve("accuracy_percent", "Accuracy (%)", "training, with dropout", 100, 0, 100);
    }

    /** {@return the curve of a decoding network, without epochs: its peak signal-to-noise ratio in dB} */
    public static LearningCurve ofPsnr() {
        return new LearningCurve(
                "psnr_db", "PSNR (dB)", "training", 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
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
     * Tells of an epoch on one line.
     *
     * @param report what it came to
     * @return its number, loss, measure, measure in validation if there are images for that, and seconds
     */
    public String line(EpochReport report) {
        String validation = report.validation().examples() == 0
                ? ""
                : String.format(Locale.ROOT, ", in validation %.2f", value(report.validation()));
        return String.format(
                Locale.ROOT,
                "epoch %d: loss %.4g, %s %.2f%s, %.0f s",
                report.epoch(),
                report.training().loss(),
                axis,
                value(report.training()),
                validation,
                report.seconds());
    }

    /** {@return how many epochs there are} */
    public int size() {
        return epochs.size();
    }

    /**
     * Writes the table: one row for each epoch with epoch, steps, seconds, loss, the measure, and the measure in
     * validation, which is NaN without images for that.
     *
     * @return the table
     */
    public ResultsTable table() {
        ResultsTable table = new TitledTable("training");
        for (EpochReport report : epochs) {
            table.incrementCounter();
            table.addValue("epoch", report.epoch());
            table.addValue("steps", report.steps());
            table.addValue("seconds", report.seconds());
            table.addValue("loss", report.training().loss());
            table.addValue(measure, value(report.training()));
            table.addValue("validation_" + measure, value(report.validation()));
        }
        for (String column : List.of("seconds", "loss", measure, "validation_" + measure))
            if (!epochs.isEmpty())
                table.setDecimalPlaces(table.getColumnIndex(column), column.equals("seconds") ? 1 : 4);
        return table;
    }

    /**
     * Draws the plot: the measure over the epochs, in training and validation.
     *
     * @param title the title of its window
     * @return the plot, not shown
     */
    public Plot plot(String title) {
        double[] training = values(report -> value(report.training()));
        double[] validation = values(report -> value(report.validation()));
        double least = Double.POSITIVE_INFINITY, most = Double.NEGATIVE_INFINITY;
        boolean checked = false;
        for (int i = 0; i < training.length; i++) {
            checked |= Double.isFinite(validation[i]);
            for (double value : new double[] {training[i], validation[i]})
                if (Double.isFinite(value)) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
        }
        Plot plot = new Plot(title, "Epoch", axis);
        plot.setSize(WIDTH, HEIGHT);
        plot.setLineWidth(2);
        plot.setColor("#e6550d");
        plot.add("line", values(EpochReport::epoch), training);
        plot.setColor("#2171b5");
        if (checked) plot.add("line", values(EpochReport::epoch), validation);
        plot.setColor("black");
        if (least <= most) {
            double free = Math.max(MARGIN, MARGIN * (most - least));
            // A line along the frame would not be seen.
            double from = Math.max(lowest - 1, least - free), to = Math.min(highest + 1, most + free);
            plot.setLimits(1, Math.max(2, epochs.size()), from, to);
        }
        plot.addLegend(learnt + (checked ? "\nvalidation" : ""));
        return plot;
    }

    /**
     * Draws the plot as an image.
     *
     * @param title the image's title
     * @return the image, not shown
     */
    public ImagePlus image(String title) {
        ImagePlus image = plot(title).getImagePlus();
        image.setTitle(title);
        return image;
    }

    private double[] values(ToDoubleFunction<EpochReport> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }

    private double value(Objective.Score score) {
        return score.examples() == 0 ? Double.NaN : unit * score.measure();
    }
}
