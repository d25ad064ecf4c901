package sc.fiji.invertibility.classify;

import java.util.List;
import java.util.Map;
import sc.fiji.invertibility.train.EpochReport;

/**
 * A classifier, and how well it does.
 *
 * @param classifier the classifier
 * @param epochs how its training went; the measure is the accuracy, 0 … 1
 * @param training the decisions on the training images
 * @param validation the decisions on the validation images, which played no part in the training
 * @param skipped the names of images that could not be used, with reasons
 */
public record TrainedClassifier(
        Classifier classifier,
        List<EpochReport> epochs,
        List<Decision> training,
        List<Decision> validation,
        Map<String, String> skipped) {

    /**
     * Copies the lists.
     *
     * @param classifier the classifier
     * @param epochs how its training went; the measure is the accuracy, 0 … 1
     * @param training the decisions on the training images
     * @param validation the decisions on the validation images, which played no part in the training
     * @param skipped the names of images that could not be used, with reasons
     */
    public TrainedClassifier {
        epochs = List.copyOf(epochs);
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /**
     * Counts the correct ones of some decisions.
     *
     * @param decisions the decisions
     * @return their accuracy
     */
    public static Accuracy accuracy(List<Decision> decisions) {
        return new Accuracy(decisions.stream().filter(Decision::correct).count(), decisions.size());
    }
}
