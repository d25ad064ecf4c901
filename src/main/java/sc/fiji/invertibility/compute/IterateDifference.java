package sc.fiji.invertibility.compute;

/**
 * How a code a and its signal x differ from others, b and y.
 *
 * @param codes how a differs from b
 * @param squaredDistance ‖x − y‖²
 * @param squaredNorm ‖x‖²
 */
public record IterateDifference(CodeDifference codes, double squaredDistance, double squaredNorm) {}
