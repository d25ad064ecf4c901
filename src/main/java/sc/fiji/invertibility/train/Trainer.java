package sc.fiji.invertibility.train;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sc.fiji.invertibility.compute.Engine;
import sc.fiji.invertibility.compute.Monitor;

/**
 * Trains parameters epoch by epoch. After each epoch, a checkpoint is written; a run that is resumed from it comes to
 * the same result as one that was not interrupted, bit for bit on one engine. If the user stops the run, or something
 * fails, the last checkpoint stays.
 */
public final class Trainer {

    private final Engine engine;
    private final Objective objective;
    private final TrainingSettings settings;
    private final Map<String, String> metadata;
    private final Monitor monitor;
    private final TrainingListener listener;
    private final List<EpochReport> history = new ArrayList<>();
    private long steps;
    private double firstLoss;
    private double earlier;
    private TrainingClock clock;

    /**
     * Prepares a run.
     *
     * @param engine the engine
     * @param objective what is to become small
     * @param settings how long and by what rule
     * @param metadata what describes the model, for the checkpoint
     * @param monitor told of the progress; asked before each step whether to stop
     * @param listener sees the learning curve
     */
    public Trainer(
            Engine engine,
            Objective objective,
            TrainingSettings settings,
            Map<String, String> metadata,
            Monitor monitor,
            TrainingListener listener) {
        this.engine = engine;
        this.objective = objective;
        this.settings = settings;
        this.metadata = Map.copyOf(metadata);
        this.monitor = monitor;
        this.listener = listener;
        this.clock = TrainingClock.start(settings.minutes(), 0);
    }

    /**
     * Goes on from a checkpoint; the listener is told of its epochs.
     *
     * @param checkpoint one that a run with the same settings wrote
     * @throws IllegalArgumentException if the optimiser, the seed or a parameter differs
     */
    public void resume(Checkpoint checkpoint) {
        Checkpoint.Progress progress = checkpoint.progress();
        String optimiser = settings.optimiser().record();
        if (!optimiser.equals(progress.optimiser()) || settings.seed() != progress.seed())
            throw new IllegalArgumentException("the checkpoint was made with " + progress.optimiser() + " and the seed "
                    + progress.seed() + ", and can only be resumed with them, not with " + optimiser + " and "
                    + settings.seed());
        checkpoint.restore(objective.parameters());
        history.clear();
        history.addAll(progress.history());
        steps = progress.steps();
        earlier = progress.seconds();
        firstLoss = progress.firstLoss();
        listener.resumed(List.copyOf(history));
    }

    /**
     * Trains until the epochs or the minutes are over.
     *
     * @param training the examples to learn from
     * @param validation the examples to measure on after each epoch, if there are any
     * @return what each epoch came to, those before the run was resumed included
     * @throws TrainingDiverged if the loss or the gradient is not a number; the checkpoint is then removed, as what
     *     goes on from it would end there, too, and another training is not to be kept from its place
     * @throws java.util.concurrent.CancellationException if the user stops the run
     * @throws IOException if the checkpoint cannot be written, or no example can be read, in one sentence
     */
    public List<EpochReport> run(ExampleBatches training, Optional<ExampleBatches> validation) throws IOException {
        clock = TrainingClock.start(settings.minutes(), earlier);
        try {
            while (history.size() < settings.epochs() && clock.done() < 1) epoch(training, validation);
        } catch (TrainingDiverged e) {
            if (settings.checkpoint().isPresent())
                Files.deleteIfExists(settings.checkpoint().get());
            throw e;
        }
        monitor.progress(1, null);
        return List.copyOf(history);
    }

    private void epoch(ExampleBatches training, Optional<ExampleBatches> validation) throws IOException {
        int epoch = history.size() + 1;
        Objective.Score trained = epoch(training, epoch);
        if (trained.examples() == 0) throw new IOException(nothingRead(training));
        Objective.Score validated = Objective.Score.NONE;
        if (validation.isPresent()) validated = validate(validation.get(), epoch);
        if (!Double.isFinite(validated.loss()))
            throw new TrainingDiverged("loss of validation", validated.loss(), steps, epoch);
        EpochReport report = new EpochReport(epoch, steps, clock.seconds(), trained, validated);
        history.add(report);
        if (settings.checkpoint().isPresent())
            checkpoint().write(settings.checkpoint().get());
        listener.epoch(report);
    }

    /** {@return after a run: a sentence if its loss is far above that of its first step} */
    public Optional<String> divergence() {
        return history.isEmpty()
                ? Optional.empty()
                : TrainingDiverged.between(
                        firstLoss, history.get(history.size() - 1).training().loss());
    }

    /** {@return the parameters as they are now, and where the run is} */
    public Checkpoint checkpoint() {
        Checkpoint.Progress progress = new Checkpoint.Progress(
                history.size(),
                steps,
                clock.seconds(),
                settings.optimiser().record(),
                settings.seed(),
                firstLoss,
                List.copyOf(history));
        return Checkpoint.of(objective.parameters(), progress, metadata);
    }

    /** Measures examples without learning from them. */
    private Objective.Score validate(ExampleBatches examples, int epoch) {
        Objective.Score total = Objective.Score.NONE;
        try (BatchStream batches = examples.open(epoch)) {
            for (List<Example> batch = batches.next(); !batch.isEmpty(); batch = batches.next()) {
                monitor.check();
                try (Step step = Step.inference(engine)) {
                    total = total.and(objective.evaluate(step, batch));
                }
            }
        }
        return total;
    }

    private Objective.Score epoch(ExampleBatches examples, int epoch) {
        Objective.Score total = Objective.Score.NONE;
        int done = 0;
        try (BatchStream batches = examples.open(epoch)) {
            for (List<Example> batch = batches.next(); !batch.isEmpty(); batch = batches.next()) {
                monitor.check();
                double fraction = (epoch - 1 + (double) done++ / examples.batches()) / settings.epochs();
                Objective.Score score = step(batch, epoch, Math.max(fraction, clock.done()));
                total = total.and(score);
                listener.step(steps, epoch, score);
                monitor.progress(
                        Math.max(fraction, clock.done()),
                        String.format(Locale.ROOT, "epoch %d, step %d, loss %.4g", epoch, steps, score.loss()));
                if (clock.done() >= 1) break;
            }
        }
        return total;
    }

    private Objective.Score step(List<Example> batch, int epoch, double done) {
        steps++;
        try (Step step = Step.training(engine, settings.seed() + steps)) {
            Objective.Score score = objective.evaluate(step, batch);
            if (steps == 1) firstLoss = score.loss();
            if (!Double.isFinite(score.loss())) throw new TrainingDiverged("loss", score.loss(), steps, epoch);
            double norm = step.gradientNorm();
            if (!Double.isFinite(norm)) throw new TrainingDiverged("gradient", norm, steps, epoch);
            settings.optimiser().update(engine, step.gradients(), steps, settings.factor(done));
            return score;
        }
    }

    private static String nothingRead(ExampleBatches training) {
        List<String> reasons = training.skipped().reasons();
        return "none of the " + training.source().size() + " examples can be used"
                + (reasons.isEmpty() ? "" : "; the first: " + reasons.get(0));
    }
}
