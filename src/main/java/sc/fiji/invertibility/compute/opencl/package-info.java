/** The engine on CLIJ2's OpenCL device. */
package sc.fiji.invertibility.compute.opencl;
