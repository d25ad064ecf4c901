// Shared by the kernels of both families; it comes first.

#ifdef cl_khr_fp64
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#endif
#ifdef WITHOUT_DOUBLE
typedef float sum_t;
#else
typedef double sum_t;
#endif

#define MAGNITUDE_BITS 0x7fffffff

// Which value of a window wins.
#define LARGEST_MAGNITUDE 0
#define LARGEST 1
#define LARGEST_RECTIFIED 2

#define UNROLL _Pragma("unroll")
