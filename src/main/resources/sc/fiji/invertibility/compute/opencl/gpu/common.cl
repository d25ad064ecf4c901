// Shared by all kernels for GPUs; it comes first.
//
// A map lies in memory as [channel][y][x], a batch of maps as [image][channel][y][x] with `step` values from image to
// image. A work-item is one lane: neighbours in a work-group read neighbours in memory. Sizes are arguments, never
// compiled in; what may exceed 31 bits is a size_t or a long. What is compiled in are the sizes of filters, work-groups
// and their tiles.

#ifdef cl_khr_fp64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#endif
#ifdef WITHOUT_DOUBLE
typedef float sum_t;
#else
typedef double sum_t;
#endif

#define MAGNITUDE_BITS 0x7fffffff

#define LARGEST_MAGNITUDE 0
#define LARGEST 1
#define LARGEST_RECTIFIED 2

// A kernel receives a buffer and the first word to work on, since several maps may share a buffer.
#define AT(POINTER) POINTER += (ulong)POINTER##_first / (sizeof(*POINTER) / sizeof(float))

// Four values at an index that is a multiple of four. vload4 assumes only the alignment of a float, and becomes four
// loads.
#define GLOBAL_4(POINTER) (*(__global const float4 *)(POINTER))
#define LOCAL_4(POINTER) (*(__local float4 *)(POINTER))
#define STORE_4(VALUE, POINTER) *(__global float4 *)(POINTER) = VALUE

#define UNROLL _Pragma("unroll")

#define WAIT_FOR_GROUP barrier(CLK_LOCAL_MEM_FENCE)
