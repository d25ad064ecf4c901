package sc.fiji.invertibility.compute;

import java.util.List;

/**
 * The norms of maps, and of the differences of others.
 *
 * @param magnitudes of each map
 * @param squaredDistances ‖xᵢ − yᵢ‖² of each pair
 */
public record NormsAndDistances(List<MapNorms> magnitudes, double[] squaredDistances) {}
