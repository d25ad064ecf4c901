package sc.fiji.invertibility.compute;

import java.util.List;

/**
 * The norms of some maps, and the distances of some pairs.
 *
 * @param magnitudes the norms of each map
 * @param squaredDistances ‖xᵢ − yᵢ‖² of each pair
 */
public record NormsAndDistances(List<MapNorms> magnitudes, double[] squaredDistances) {}
