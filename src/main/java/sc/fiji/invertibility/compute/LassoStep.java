package sc.fiji.invertibility.compute;

/**
 * A point that an engine was asked for, and its norms, which may still be on their way.
 *
 * @param to where the step leads
 * @param norms the norms there, and the step's distances
 */
public record LassoStep(LassoPoint to, Pending<LassoNorms> norms) {}
