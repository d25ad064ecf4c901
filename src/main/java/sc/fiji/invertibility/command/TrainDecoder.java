package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.decode.DecoderTraining;
import sc.fiji.invertibility.image.DecoderExamples;
import sc.fiji.invertibility.image.LearningCurve;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.TrainingDiverged;

/**
 * Trains a decoding network for a layer. The manual describes parameters and outputs; the work is done by
 * {@link DecoderTraining}.
 */
@Plugin(
        type = Command.class,
        headless = true,
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "CNN Invertibility"),
            @Menu(label = "Train Decoder...", weight = 4)
        },
        description = "Trains a network that brings images back from a layer's activations, with a folder of images.")
public class TrainDecoder extends DecoderTrainingParameters {

    private static final int EXAMPLES = 6;

    @Parameter(type = ItemIO.OUTPUT, label = "Learning curve")
    private ImagePlus curve;

    @Parameter(type = ItemIO.OUTPUT, label = "Images that were not learnt from, and what is decoded from them")
    private ImagePlus examples;

    @Parameter(type = ItemIO.OUTPUT)
    private ResultsTable training;

    @Parameter(type = ItemIO.OUTPUT)
    private String enginename;

    @Parameter(type = ItemIO.OUTPUT)
    private String devicename;

    /** Creates the command; SciJava sets its parameters. */
    public TrainDecoder() {}

    @Override
    public void checkParameters() {
        super.checkParameters();
        DecoderTrainingPlan.of(this);
    }

    @Override
    protected void compute(Monitor monitor) throws IOException {
        DecoderTrainingPlan plan = DecoderTrainingPlan.of(this);
        DecoderTraining work = plan.training();
        DecoderImages images = plan.images();
        images.warning().ifPresent(this::warn);
        LearningCurve progress = LearningCurve.ofPsnr();
        try (Engine engine = open(device);
                LiveCurve live = new LiveCurve(progress, this::announce)) {
            DecoderTraining.Result result = work.train(
                    engine, images.learnt(), images.held(), plan.file(), resume, monitor.part(0, 0.99), live);
            result.skipped().forEach(sentence -> warn("skipped " + sentence));
            result.divergence().ifPresent(sentence -> warn("rate: " + sentence));
            if (images.held().isPresent() && measured(result) == 0)
                warn("validation: none of the images that are not learnt from can be used, so that validation_psnr_db"
                        + " is NaN");
            examples = DecoderExamples.of(
                    engine,
                    work.encoder(),
                    work.input(),
                    result.decoder(),
                    images.held().orElse(images.learnt()),
                    EXAMPLES,
                    monitor.part(0.99, 1));
            enginename = kind(engine);
            devicename = engine.device().name();
        } catch (TrainingDiverged e) {
            throw new IllegalArgumentException("rate: " + e.getMessage(), e);
        }
        inform("saved the decoder as " + plan.file());
        training = progress.table();
        curve = progress.image("learning-curve");
    }

    /** How many images were measured in the last epoch. */
    private static long measured(DecoderTraining.Result result) {
        List<EpochReport> epochs = result.history();
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).validation().examples();
    }
}
