/** What every family of kernels needs of an OpenCL device: memory, programs, and maps as kernels see them. */
package sc.fiji.invertibility.compute.opencl.device;
