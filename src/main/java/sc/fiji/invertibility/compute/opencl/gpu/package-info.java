/** The engine on GPUs: each work-item computes single values, and neighbouring work-items read neighbouring memory. */
package sc.fiji.invertibility.compute.opencl.gpu;
