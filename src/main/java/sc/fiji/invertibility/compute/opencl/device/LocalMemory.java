package sc.fiji.invertibility.compute.opencl.device;

/**
 * Local memory that each group of a launch is given, as an argument of a kernel.
 *
 * @param words how many 32-bit words
 */
public record LocalMemory(int words) {}
