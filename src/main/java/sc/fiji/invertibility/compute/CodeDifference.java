package sc.fiji.invertibility.compute;

/**
 * How two codes of the same shape differ.
 *
 * @param squaredDistance ‖a − b‖² of the unpooled codes
 * @param sameSupport whether the same places are non-zero in both
 */
public record CodeDifference(double squaredDistance, boolean sameSupport) {}
