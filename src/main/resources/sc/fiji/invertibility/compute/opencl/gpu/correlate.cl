// Correlation with filters of any size and stride, as a matrix product of the pixels that the filters see, gathered
// while they are copied to local memory, and the weights, [group][tap][filter]. A tap is a channel and, in one integer,
// row << 16 | column of a filter. POINTWISE filters have a single pixel, so that a tap is a channel of the same pixel.

#define GATHERED (TK * TM / ITEMS)
#define GATHER_STEP (ITEMS / TM)

// TM divides the number of work-items, so that each gathers several taps of a single output. All taps are read first, so
// that no pixel waits for its own.
#if POINTWISE
#define READ_A_OF_PIXELS(K)                                                                                            \
    UNROLL for (int i = 0; i < GATHERED; i++) {                                                                        \
        int k = (K) + first_tap + i * GATHER_STEP;                                                                     \
        next_a[i] = k < last_k && inside ? in[(size_t)k * plane + pixel_seen] : 0;                                     \
    }
#else
#define READ_A_OF_PIXELS(K)                                                                                            \
    {                                                                                                                  \
        int2 tap[GATHERED];                                                                                            \
        UNROLL for (int i = 0; i < GATHERED; i++) {                                                                    \
            int k = (K) + first_tap + i * GATHER_STEP;                                                                 \
            tap[i] = k < last_k ? taps[k] : (int2)(-1, 0);                                                             \
        }                                                                                                              \
        UNROLL for (int i = 0; i < GATHERED; i++) {                                                                    \
            int y = y0 + (tap[i].y >> 16), x = x0 + (tap[i].y & 0xffff);                                               \
            int seen = inside && tap[i].x >= 0 && SEEN(y, x);                                                          \
            next_a[i] = seen ? in[(size_t)tap[i].x * plane + (uint)(y * width + x)] : 0;                               \
        }                                                                                                              \
    }
#endif

// Whether a pixel is in the map; a negative coordinate is a large one.
#define SEEN(Y, X) ((uint)(Y) < (uint)height && (uint)(X) < (uint)width)

#define STORE_A_OF_PIXELS(TILE)                                                                                        \
    UNROLL for (int i = 0; i < GATHERED; i++) (TILE)[(first_tap + i * GATHER_STEP) * TM + item % TM] = next_a[i];

// Outputs: `rows` by `columns`, `step` apart, from (first_y, first_x) on. A transpose of filters with a stride is several
// correlations that fill interleaved outputs.
__kernel __attribute__((reqd_work_group_size(GROUP_SIZE, 1, 1))) void correlate(
        PART(const float, in), int height, int width, long in_step, PART(const float, b), PART(const int2, taps),
        PART(const float, bias), int rectified, PART(float, out), int out_height, int out_width, long out_step,
        int rows, int columns, int step, int first_y, int first_x, int stride, int padding_y, int padding_x, int k_size,
        int n_size, int filters, int channels, int groups) {
    AT(in); AT(b); AT(taps); AT(bias); AT(out);
    int group = get_group_id(2) % groups;
    size_t image = get_group_id(2) / groups;
    // A plane has less than 2³¹ pixels, a map may have more.
    uint plane = height * width;
    in += image * in_step + (size_t)(group * channels) * plane;
    b += (size_t)group * k_size * n_size;
    out += image * out_step + (size_t)group * filters * out_height * out_width;
    bias += group * filters;
    BEGIN_PRODUCT
    int m_size = rows * columns;
    int pixel = m0 + item % TM;
    int y0 = pixel / columns * stride - padding_y, x0 = pixel % columns * stride - padding_x;
    int inside = pixel < m_size;
#if POINTWISE
    inside = inside && SEEN(y0, x0);
    const uint pixel_seen = y0 * width + x0;
#endif
    int first_tap = item / TM;
    float next_a[GATHERED];
    MULTIPLY_ALL(READ_A_OF_PIXELS, STORE_A_OF_PIXELS)
    // Four outputs are contiguous if their step is one.
    int whole = step == 1 && columns == out_width && (m_size & 3) == 0;
    if (whole) out += first_y * out_width;
    UNROLL for (int j = 0; j < RN; j++) {
        int n = n0 + ROW(j);
        if (n >= filters) continue;
        __global float *target = out + (size_t)n * out_height * out_width;
        float add = bias[n];
        UNROLL for (int i = 0; i < RM; i++) sums[j][i] = rectified ? fmax(sums[j][i] + add, 0.0f) : sums[j][i] + add;
        UNROLL for (int i = 0; i < RM; i += 4) {
            int m = m0 + COLUMN(i);
            if (m >= m_size) continue;
            if (whole) STORE_4((float4)(sums[j][i], sums[j][i + 1], sums[j][i + 2], sums[j][i + 3]), target + m);
            else
                UNROLL for (int e = 0; e < 4; e++)
                    if (m + e < m_size) {
                        int y = (m + e) / columns, x = (m + e) - y * columns;
                        target[(size_t)(first_y + y * step) * out_width + first_x + x * step] = sums[j][i + e];
                    }
        }
    }
}
