package sc.fiji.invertibility.compute;

/**
 * How two codes of the same shape differ.
 *
 * @param squaredDistance ‖a − b‖² of the unpooled codes
 * @param sameSupport whether both have their non-zeros at the same positions
 */
public record CodeDifference(double squaredDistance, boolean sameSupport) {}
