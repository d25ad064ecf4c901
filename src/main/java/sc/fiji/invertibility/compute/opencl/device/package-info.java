/** What every family of kernels needs of an OpenCL device: memory, programs, and maps and filters as kernels see them. */
package sc.fiji.invertibility.compute.opencl.device;
