package sc.fiji.invertibility.compute;

/**
 * A compute device as the user sees it.
 *
 * @param name the name by which it can be chosen
 * @param type {@code GPU}, {@code CPU} or {@code Java}
 * @param memory bytes of its memory; for the Java engine, the limit of the heap
 * @param largestAllocation bytes of its largest single buffer
 * @param version OpenCL version, or the Java version
 * @param driver driver version and vendor
 */
public record Device(String name, String type, long memory, long largestAllocation, String version, String driver) {}
