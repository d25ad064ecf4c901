/** The engine on GPUs: a lane is a work-item, and neighbours read neighbours. */
package sc.fiji.invertibility.compute.opencl.gpu;
