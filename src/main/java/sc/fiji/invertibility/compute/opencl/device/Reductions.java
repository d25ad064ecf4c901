package sc.fiji.invertibility.compute.opencl.device;

import java.util.List;
import sc.fiji.invertibility.compute.CodeDifference;
import sc.fiji.invertibility.compute.MapNorms;
import sc.fiji.invertibility.compute.Unpooling;

/** Sums over whole maps, in double precision if the device has it; the host waits once for all sums of a call. */
public interface Reductions {

    /**
     * Computes inner products.
     *
     * @param x maps
     * @param y as many, each of the size of its partner
     * @return ⟨xᵢ, yᵢ⟩ of each pair
     */
    double[] dots(List<DeviceMap> x, List<DeviceMap> y);

    /**
     * Computes squared distances.
     *
     * @param x maps
     * @param y as many, each of the size of its partner
     * @return ‖xᵢ − yᵢ‖² of each pair
     */
    double[] squaredDistances(List<DeviceMap> x, List<DeviceMap> y);

    /**
     * Computes norms.
     *
     * @param maps the maps
     * @return the norms of each
     */
    List<MapNorms> magnitudes(List<DeviceMap> maps);

    /**
     * Compares dense maps.
     *
     * @param a a map
     * @param b another, of the same size
     * @return how they differ
     */
    CodeDifference difference(DeviceMap a, DeviceMap b);

    /**
     * Compares codes whose windows do not overlap, without unpooling them.
     *
     * @param a a code
     * @param b another, of the same size and pooling
     * @param unpooling where they put their values
     * @return how they differ
     */
    CodeDifference difference(DeviceCode a, DeviceCode b, Unpooling unpooling);
}
