package sc.fiji.invertibility.image;

import ij.ImagePlus;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.invertibility.classify.Decision;
import sc.fiji.invertibility.classify.ImageForm;
import sc.fiji.invertibility.classify.ImageSource;
import sc.fiji.invertibility.compute.Shape;

/** The images that a classifier is most certain about, and wrong. */
public final class ConfusedImages {

    private static final int COLUMNS = 5, MOST = 20;

    private ConfusedImages() {}

    /**
     * Makes a montage of them, the most certain first, each with its class and the given one.
     *
     * @param decisions the decisions on some images
     * @param source the images
     * @param form their form
     * @param classes the names of the classes
     * @param title the title of the image
     * @return an RGB image, not shown; null if all decisions are right
     * @throws IOException if an image cannot be read any more
     */
    public static ImagePlus of(
            List<Decision> decisions, ImageSource source, ImageForm form, List<String> classes, String title)
            throws IOException {
        List<Decision> wrong = decisions.stream()
                .filter(decision -> !decision.correct())
                .sorted(Comparator.comparingDouble((Decision decision) -> decision.ofLabel() - decision.probability())
                        .thenComparingInt(Decision::image))
                .limit(MOST)
                .toList();
        if (wrong.isEmpty()) return null;
        PictureGrid grid = new PictureGrid(COLUMNS);
        for (Decision decision : wrong)
            grid.add(
                    classes.get(decision.label()) + " as " + classes.get(decision.given()) + ", "
                            + Math.round(100 * decision.probability()) + " %",
                    ArrayImgs.floats(
                            coloured(source.values(decision.image()), form.shape()),
                            form.shape().width(),
                            form.shape().height(),
                            3));
        return grid.image(title);
    }

    /** Red, green and blue of an image of one or three channels; of others, the first three. */
    private static float[] coloured(float[] values, Shape shape) {
        int plane = (int) shape.pixels();
        float[] colours = new float[3 * plane];
        for (int c = 0; c < 3; c++)
            System.arraycopy(
                    values,
                    shape.channels() == 1 ? 0 : Math.min(c, shape.channels() - 1) * plane,
                    colours,
                    c * plane,
                    plane);
        return colours;
    }
}
