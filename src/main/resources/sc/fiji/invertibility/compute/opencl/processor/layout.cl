// Definitions that all kernels share; comes first.
//
// A map lies in memory as [block][y][x][lane]: planar maps have blocks of one channel; blocked maps have blocks of
// sixteen, in which the lanes beyond the last channel are zero. Sizes are arguments, never compiled in; whatever may
// exceed 31 bits is a size_t or a long.

#ifdef WITHOUT_DOUBLE
#define SUM(v) (v)
typedef float16 sums_t;
#else
#define SUM(v) convert_double16(v)
typedef double16 sums_t;
#endif

// A kernel that both families share receives whole buffers.
#define PART(TYPE, NAME) __global TYPE *NAME
#define AT(NAME)

#define LANES 16

// A macro, since a function would be compiled for narrower vectors than its kernel.
#define INLINE inline __attribute__((always_inline))

INLINE float lanes_f(float16 v) {
    float8 a = v.lo + v.hi;
    float4 b = a.lo + a.hi;
    float2 c = b.lo + b.hi;
    return c.lo + c.hi;
}

INLINE int lanes_i(int16 v) {
    int8 a = v.lo + v.hi;
    int4 b = a.lo + a.hi;
    int2 c = b.lo + b.hi;
    return c.lo + c.hi;
}

// One bit for each of sixteen conditions.
INLINE uint bits_of(int16 conditions) {
    int16 bits = conditions
            & (int16)(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
    int8 a = bits.lo | bits.hi;
    int4 b = a.lo | a.hi;
    int2 c = b.lo | b.hi;
    return c.lo | c.hi;
}

INLINE sum_t lanes_s(sums_t v) {
#ifdef WITHOUT_DOUBLE
    return lanes_f(v);
#else
    double8 a = v.lo + v.hi;
    double4 b = a.lo + a.hi;
    double2 c = b.lo + b.hi;
    return c.lo + c.hi;
#endif
}

INLINE float lane_sum_planar(float v) {
    return v;
}

// The outputs that a correlation fills: `rows` by `columns` of them, `step` apart, from (first_y, first_x) on. The
// transpose of a filter bank with a stride is several correlations that fill interleaved outputs.
#define TARGET_ARGUMENTS \
    int out_height, int out_width, int rows, int columns, int step, int first_y, int first_x

#define FILTER_ARGUMENTS int filter_height, int filter_width, int stride, int padding_y, int padding_x

// The register block of the large kernels: a run of PIXELS neighbouring pixels (or tiles) for 32 filters, with one
// float16 each for the lower and the upper sixteen.
#define EACH_OF(RUN, OPERATION) \
    UNROLL for (int p = 0; p < RUN; p++) OPERATION

#define EACH_PIXEL(OPERATION) EACH_OF(PIXELS, OPERATION)

// Multiplies one input value per pixel by 32 weights.
#define MULTIPLY_RUN(RUN, WEIGHTS, VALUE)                                                                    \
    {                                                                                                        \
        float16 w_low = (WEIGHTS)[0], w_high = (WEIGHTS)[1];                                                 \
        EACH_OF(RUN, {                                                                                       \
            float v = VALUE;                                                                                 \
            low[p] += v * w_low;                                                                             \
            high[p] += v * w_high;                                                                           \
        })                                                                                                   \
    }

#define MULTIPLY(WEIGHTS, VALUE) MULTIPLY_RUN(PIXELS, WEIGHTS, VALUE)
