package sc.fiji.invertibility.decode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;
import sc.fiji.invertibility.network.Layer;
import sc.fiji.invertibility.network.Network;
import sc.fiji.invertibility.network.Preprocessing;
import sc.fiji.invertibility.train.Adam;
import sc.fiji.invertibility.train.CheckpointFile;
import sc.fiji.invertibility.train.EpochReport;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.ExampleBatches;
import sc.fiji.invertibility.train.ExampleSource;
import sc.fiji.invertibility.train.SkippedExamples;
import sc.fiji.invertibility.train.Trainer;
import sc.fiji.invertibility.train.TrainingListener;
import sc.fiji.invertibility.train.TrainingSettings;

/**
 * Trains a decoding network for one layer of an encoder, with Adam and a rate that falls along a half cosine. After
 * each epoch a checkpoint is written beside the decoder's file, from which the same training goes on.
 *
 * @param encoder the encoder, with filters up to the layer
 * @param layer the layer that is decoded
 * @param input how the encoder's input is preprocessed
 * @param place where the decoder puts pooled values: the switches, the top-left or repetition
 * @param weights what counts how much
 * @param crop the side of the training images, in pixels
 * @param batch how many images are in a batch, ≥ 1
 * @param epochs how often all images are seen at most, ≥ 1
 * @param minutes how long at most, above 0
 * @param rate of Adam at the start, above 0
 * @param seed of filters, order, crops and flips
 */
public record DecoderTraining(
        Network encoder,
        Layer layer,
        Preprocessing input,
        UnpoolingMode place,
        LossWeights weights,
        int crop,
        int batch,
        int epochs,
        double minutes,
        double rate,
        long seed) {

    /** Images that tell how large activations are. */
    private static final int CALIBRATING = 8;

    /**
     * What came of a training.
     *
     * @param decoder the decoding network
     * @param history what each epoch came to
     * @param skipped the files that could not be used, a sentence each
     * @param divergence a sentence if the loss ended far above where it began, so that the decoder is of no use
     */
    public record Result(
            DecodingNetwork decoder, List<EpochReport> history, List<String> skipped, Optional<String> divergence) {}

    /**
     * Trains, and saves the decoder.
     *
     * @param engine where to compute
     * @param images crops of images, red, green, blue from 0 to 255
     * @param validation those that are not learnt from, whole or in part; empty for none
     * @param file where the decoder is saved
     * @param resume whether to go on from the checkpoint of an earlier run, if there is one
     * @param monitor receives the progress, and may stop the training, of which the last checkpoint then stays
     * @param listener sees the learning curve
     * @return the decoder
     * @throws IllegalArgumentException if the crop does not suit the encoder, a batch does not fit onto
     *     the device, or the checkpoint is another training's
     * @throws IOException if no image can be read, or a file cannot be written
     */
    public Result train(
            Engine engine,
            ExampleSource images,
            Optional<ExampleSource> validation,
            Path file,
            boolean resume,
            Monitor monitor,
            TrainingListener listener)
            throws IOException {
        SkippedExamples skipped = new SkippedExamples();
        DecoderPlan plan = new DecoderPlan(encoder, layer, place);
        try (DecoderObjective objective = new DecoderObjective(engine, input, plan, weights)) {
            objective.require(crop, batch);
            objective.calibrate(some(images));
            Map<String, String> description = DecoderDescription.of(this, images, validation);
            CheckpointFile checkpoint = CheckpointFile.beside(file, description, resume);
            TrainingSettings settings = TrainingSettings.of(Adam.of(rate), epochs, seed)
                    .withMinutes(minutes)
                    .withSchedule(TrainingSettings.Schedule.COSINE)
                    .withCheckpoint(checkpoint.path());
            Trainer trainer = new Trainer(engine, objective, settings, description, monitor, listener);
            checkpoint.earlier().ifPresent(trainer::resume);
            List<EpochReport> history = trainer.run(
                    new ExampleBatches(images, batch, seed, true, skipped),
                    validation.map(source -> new ExampleBatches(source, batch, seed, false, skipped)));
            DecodingNetwork decoder = DecodingNetwork.of(
                    file.getFileName().toString(),
                    new DecodingNetwork.Encoder(
                            encoder.architecture().name(),
                            layer.name(),
                            Optional.of(input),
                            Optional.of(FilterSketch.of(encoder, layer.name()))),
                    objective.trained(),
                    DecoderObjective.OUTPUT);
            Map<String, String> notes = new LinkedHashMap<>();
            notes.put("trained", DecoderDescription.words(description));
            notes.put("epochs", "" + history.size());
            DecoderFile.save(decoder, notes, file);
            checkpoint.remove();
            return new Result(decoder, history, skipped.reasons(), trainer.divergence());
        }
    }

    private List<Example> some(ExampleSource images) throws IOException {
        List<Example> examples = new ArrayList<>();
        IOException first = null;
        for (int i = 0; i < images.size() && examples.size() < CALIBRATING; i++) {
            try {
                examples.add(images.read(i, new SplittableRandom(seed)));
            } catch (IOException e) {
                if (first == null) first = e;
            }
        }
        if (examples.isEmpty() && first != null) throw first;
        return examples;
    }
}
