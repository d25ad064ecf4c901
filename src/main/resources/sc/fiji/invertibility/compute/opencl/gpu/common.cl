// Shared by all kernels for GPUs; it comes after what both families share.
//
// A map lies in memory as [channel][y][x], a batch of maps as [image][channel][y][x] with `step` values from image to
// image. A work-item is one lane: neighbours in a work-group read neighbours in memory. Sizes are arguments, never
// compiled in; what may exceed 31 bits is a size_t or a long. What is compiled in are the sizes of filters, work-groups
// and their tiles.

// A kernel receives a buffer and the first word to work on, since several maps may share a buffer.
#define PART(TYPE, NAME) __global TYPE *NAME, long NAME##_first
#define AT(POINTER) POINTER += (ulong)POINTER##_first / (sizeof(*POINTER) / sizeof(float))

// Four values at an index that is a multiple of four. vload4 assumes only the alignment of a float, and becomes four
// loads.
#define GLOBAL_4(POINTER) (*(__global const float4 *)(POINTER))
#define LOCAL_4(POINTER) (*(__local float4 *)(POINTER))
#define STORE_4(VALUE, POINTER) *(__global float4 *)(POINTER) = VALUE

#define WAIT_FOR_GROUP barrier(CLK_LOCAL_MEM_FENCE)
