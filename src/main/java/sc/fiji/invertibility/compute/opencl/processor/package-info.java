/** The engine whose kernels are made for processors: few work-items, each with a core and its caches to itself. */
package sc.fiji.invertibility.compute.opencl.processor;
