package sc.fiji.invertibility.classify;

import java.util.Arrays;
import java.util.List;

/**
 * How often images of each class were given each class.
 *
 * @param classes the names
 * @param counts a row for each true class, a column for each given class
 */
public record ConfusionMatrix(List<String> classes, List<List<Integer>> counts) {

    /**
     * Copies the counts.
     *
     * @param classes the names
     * @param counts a row for each true class, a column for each given class
     */
    public ConfusionMatrix {
        classes = List.copyOf(classes);
        counts = counts.stream().map(List::copyOf).toList();
    }

    /**
     * Counts decisions.
     *
     * @param classes the names of the classes
     * @param decisions the decisions
     * @return the counts
     */
    public static ConfusionMatrix of(List<String> classes, List<Decision> decisions) {
        Integer[][] counts = new Integer[classes.size()][classes.size()];
        for (Integer[] row : counts) Arrays.fill(row, 0);
        for (Decision decision : decisions) counts[decision.label()][decision.given()]++;
        return new ConfusionMatrix(classes, Arrays.stream(counts).map(List::of).toList());
    }

    /**
     * Returns one count.
     *
     * @param label the true class, from 0
     * @param given the class that was given, from 0
     * @return how many images
     */
    public int count(int label, int given) {
        return counts.get(label).get(given);
    }

    /**
     * Returns how many images of one class were classified correctly.
     *
     * @param label the class, from 0
     * @return the accuracy
     */
    public Accuracy of(int label) {
        return new Accuracy(
                count(label, label),
                counts.get(label).stream().mapToInt(Integer::intValue).sum());
    }

    /** {@return how many images were classified correctly} */
    public Accuracy accuracy() {
        long correct = 0, images = 0;
        for (int c = 0; c < classes.size(); c++) {
            correct += of(c).correct();
            images += of(c).images();
        }
        return new Accuracy(correct, images);
    }
}
