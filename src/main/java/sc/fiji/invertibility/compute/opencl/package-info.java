/** The OpenCL devices of this machine: finding, testing and sharing them, and opening the engine that suits each. */
package sc.fiji.invertibility.compute.opencl;
