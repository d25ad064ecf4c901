/** What both families of kernels use of an OpenCL device: memory, programs, and the layout of maps. */
package sc.fiji.invertibility.compute.opencl.device;
