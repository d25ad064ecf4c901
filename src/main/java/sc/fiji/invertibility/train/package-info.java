/**
 * Training on an engine: layers with gradients, losses, optimisers, mini-batches that stream, and checkpoints.
 *
 * <p>A {@link sc.fiji.invertibility.train.Trainer} takes examples from an {@link
 * sc.fiji.invertibility.train.ExampleSource}, computes losses and gradients by an {@link
 * sc.fiji.invertibility.train.Objective}, usually a {@link sc.fiji.invertibility.train.LayerChain} with a loss, and
 * changes the parameters by an {@link sc.fiji.invertibility.train.Optimiser}. What it does depends on the settings and
 * the seed alone, so that a run that was resumed from a {@link sc.fiji.invertibility.train.Checkpoint} ends with the
 * same bits as one that was not interrupted, on the same engine.
 */
package sc.fiji.invertibility.train;
