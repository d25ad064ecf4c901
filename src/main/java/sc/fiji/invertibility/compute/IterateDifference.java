package sc.fiji.invertibility.compute;

/**
 * The difference between a code a with its signal x, and another code b with its signal y.
 *
 * @param codes how a differs from b
 * @param squaredDistance ‖x − y‖²
 * @param squaredNorm ‖x‖²
 */
public record IterateDifference(CodeDifference codes, double squaredDistance, double squaredNorm) {}
