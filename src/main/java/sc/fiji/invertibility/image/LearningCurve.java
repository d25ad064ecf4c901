package sc.fiji.invertibility.image;

import ij.ImagePlus;
import ij.gui.Plot;
import java.util.List;
import java.util.function.ToDoubleFunction;
import sc.fiji.invertibility.classify.ClassifierEpoch;

/** How accurate a classifier was after each epoch, as ImageJ's plot. */
public final class LearningCurve {

    private static final int WIDTH = 640, HEIGHT = 420;

    private LearningCurve() {}

    /**
     * Draws it.
     *
     * @param epochs the epochs so far, at least one
     * @param title the title of the image
     * @return a plot, not shown
     */
    public static ImagePlus of(List<ClassifierEpoch> epochs, String title) {
        Plot plot = plot(epochs, title);
        ImagePlus image = plot.getImagePlus();
        image.setTitle(title);
        return image;
    }

    /**
     * Draws it as a plot that can be changed while training goes on.
     *
     * @param epochs the epochs so far, at least one
     * @param title the title of its window
     * @return the plot
     */
    public static Plot plot(List<ClassifierEpoch> epochs, String title) {
        Plot plot = new Plot(title, "Epoch", "Accuracy (%)");
        plot.setSize(WIDTH, HEIGHT);
        plot.setColor("#e6550d");
        plot.setLineWidth(2);
        plot.add(
                "line",
                numbers(epochs),
                values(epochs, report -> 100 * report.training().rate()));
        plot.setColor("#2171b5");
        boolean checked = epochs.get(0).validation().images() > 0;
        if (checked)
            plot.add(
                    "line",
                    numbers(epochs),
                    values(epochs, report -> 100 * report.validation().rate()));
        double lowest = 100;
        for (ClassifierEpoch report : epochs) {
            lowest = Math.min(lowest, 100 * report.training().rate());
            if (checked) lowest = Math.min(lowest, 100 * report.validation().rate());
        }
        plot.setLimits(1, Math.max(2, epochs.size()), Math.max(0, lowest - 5), 100);
        plot.setColor("black");
        plot.addLegend("training, with dropout" + (checked ? "\nvalidation" : ""), "bottom-right");
        return plot;
    }

    private static double[] numbers(List<ClassifierEpoch> epochs) {
        return values(epochs, ClassifierEpoch::epoch);
    }

    private static double[] values(List<ClassifierEpoch> epochs, ToDoubleFunction<ClassifierEpoch> value) {
        return epochs.stream().mapToDouble(value).toArray();
    }
}
