package sc.fiji.invertibility.image;

import ij.measure.ResultsTable;
import sc.fiji.invertibility.classify.Accuracy;
import sc.fiji.invertibility.classify.ConfusionMatrix;
import sc.fiji.invertibility.classify.TrainedClassifier;

/** What became of a classifier's training, as tables. */
public final class ClassifierTables {

    private static final int DECIMALS = 2;

    private ClassifierTables() {}

    /**
     * Shows accuracies in percent, in the columns {@code set, accuracy_percent, standard_error_percent, correct,
     * images}: of the training images, and of the validation images and each of their classes.
     *
     * @param trained the classifier
     * @param title the title of the table's window
     * @return the table
     */
    public static ResultsTable accuracy(TrainedClassifier trained, String title) {
        TitledTable table = new TitledTable(title);
        row(table, "training", TrainedClassifier.accuracy(trained.training()));
        ConfusionMatrix matrix = ConfusionMatrix.of(trained.classifier().classes(), trained.validation());
        for (int c = 0; c < matrix.classes().size(); c++)
            row(table, "validation: " + matrix.classes().get(c), matrix.of(c));
        row(table, "validation", matrix.accuracy());
        return table.decimals(DECIMALS, "accuracy_percent", "standard_error_percent")
                .decimals(0, "correct", "images");
    }

    private static void row(ResultsTable table, String set, Accuracy accuracy) {
        table.incrementCounter();
        table.addValue("set", set);
        table.addValue("accuracy_percent", 100 * accuracy.rate());
        table.addValue("standard_error_percent", 100 * accuracy.standardError());
        table.addValue("correct", accuracy.correct());
        table.addValue("images", accuracy.images());
    }

    /**
     * Shows how often images of each class were given each class: a row for each true class, under {@code class}, and a
     * column for each given one.
     *
     * @param matrix the counts
     * @param title the title of the table's window
     * @return the table
     */
    public static ResultsTable confusion(ConfusionMatrix matrix, String title) {
        TitledTable table = new TitledTable(title);
        for (int label = 0; label < matrix.classes().size(); label++) {
            table.incrementCounter();
            table.addValue("class", matrix.classes().get(label));
            for (int given = 0; given < matrix.classes().size(); given++)
                table.addValue("as " + matrix.classes().get(given), matrix.count(label, given));
        }
        for (String given : matrix.classes()) table.decimals(0, "as " + given);
        return table;
    }
}
