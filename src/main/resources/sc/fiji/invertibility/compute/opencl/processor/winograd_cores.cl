// Winograd filtering by work-items that each have a core and its caches to themselves: a work-item does all steps for a
// strip of tiles, or for 32 filters, in scratch memory of its own that stays in the cache.
//
// Transformed maps lie as [36 positions][run of tiles][block][tile][lane], in the order in which they are multiplied;
// the last run is padded by repeating the last tile.

// Some numbers of tiles divide better by one more than PIXELS.
#define LONG_RUN (PIXELS + 1)

// Prefetches what is read soon: a processor's own prefetching starts anew with every few lines that are read here.
#define AHEAD(POINTER)
#ifdef __has_builtin
#if __has_builtin(__builtin_prefetch)
#undef AHEAD
#define AHEAD(POINTER) __builtin_prefetch((const void *)(size_t)(POINTER))
#endif
#endif

#define TILES_AHEAD 3

// The 36 positions of a tile of a strip, in runs of that size.
INLINE void transform_tile_of_run(
        __global const float16 *in, int height, int width, int tile, int last, int tile_columns, int padding_y,
        int padding_x, __global float16 *target, long plane) {
    int t = min(tile, last);
    int y = t / tile_columns * 4 - padding_y;
    int x = t % tile_columns * 4 - padding_x;
    for (int i = 0; i < 6; i++) {
        __global const float16 *row = in + (size_t)clamp(y + i, 0, height - 1) * width + x + 2 + 4 * TILES_AHEAD;
        for (int j = 0; j < 4; j++) AHEAD(row + j);
    }
    transform_input_tile(in, height, width, y, x, target, plane);
}

// At one position: multiplies a run of tiles by 32 filters; `pitch` vectors lie between the sums of the lower and the
// upper sixteen.
#define MULTIPLY_TILES(NAME, RUN)                                                                            \
    INLINE void NAME(                                                                                        \
            __global const float *in, int channels, __global const float16 *w, __global float16 *target,     \
            int pitch) {                                                                          \
        float16 low[RUN], high[RUN];                                                                         \
        EACH_OF(RUN, {                                                                                       \
            low[p] = (float16)(0);                                                       \
            high[p] = (float16)(0);                                              \
        })                                                                                                   \
        for (int channel = 0; channel < channels; channel += LANES, in += RUN * LANES) {                     \
            int lanes = min(LANES, channels - channel);                                                      \
            for (int lane = 0; lane < lanes; lane++, w += 2) MULTIPLY_RUN(RUN, w, in[lane + p * LANES])      \
        }                                                                                                    \
        EACH_OF(RUN, {                                                                                       \
            target[p] = low[p];                                                                              \
            target[pitch + p] = high[p];                                                                     \
        })                                                                                                   \
    }

MULTIPLY_TILES(multiply_tiles, PIXELS)
MULTIPLY_TILES(multiply_more_tiles, LONG_RUN)

// One strip of tiles after the other, with filters that were transformed before.
__kernel void winograd_strips(
        __global const float16 *in, int in_blocks, int channels, int height, int width,
        __global const float16 *weights, int packs, OUTPUT_ARGUMENTS, int out_blocks, int tiles,
        int tile_columns, int strip, __global float16 *scratch, int padding_y, int padding_x) {
    long in_plane = (long)in_blocks * strip | 1;
    long out_plane = 2 * strip | 1;
    __global float16 *transformed = scratch + get_global_id(0) * PLACES * (in_plane + out_plane);
    __global float16 *products = transformed + PLACES * in_plane;
    for (int first = get_global_id(0) * strip; first < tiles; first += get_global_size(0) * strip) {
        int count = min(strip, tiles - first);
        for (int block = 0; block < in_blocks; block++)
            for (int x = 0; x < count; x += PIXELS)
                for (int p = 0; p < PIXELS; p++)
                    transform_tile_of_run(
                            in + (size_t)block * height * width, height, width,
                            first + x + p, first + count - 1, tile_columns, padding_y, padding_x,
                            transformed + (size_t)x * in_blocks + block * PIXELS + p, in_plane);
        for (int pack = 0; pack < packs; pack++) {
            for (int place = 0; place < PLACES; place++)
                for (int x = 0; x < count; x += PIXELS)
                    multiply_tiles(
                            (__global const float *)(transformed + place * in_plane + (size_t)x * in_blocks),
                            channels, weights + ((size_t)pack * PLACES + place) * channels * 2,
                            products + place * out_plane + x, strip);
            int both = 2 * pack + 1 < out_blocks;
            for (int side = 0; side <= both; side++)
                for (int t = 0; t < count; t++)
                    transform_output_tile(
                            products + side * strip + t, out_plane, OUTPUT_OF(2 * pack + side),
                            (first + t) / tile_columns * 4, (first + t) % tile_columns * 4);
        }
    }
}

// The input of `winograd_packs`, one work-item per block.
__kernel void transform_runs(
        __global const float16 *in, int in_blocks, int height, int width, __global float16 *transformed,
        long plane, int first, int tiles, int run, int tile_columns, int padding_y, int padding_x) {
    int block = get_global_id(0);
    for (int x = 0; x < tiles; x += run)
        for (int p = 0; p < run; p++)
            transform_tile_of_run(
                    in + (size_t)block * height * width, height, width,
                    first + x + p, first + tiles - 1, tile_columns, padding_y, padding_x,
                    transformed + (size_t)x * in_blocks + block * run + p, plane);
}

// 32 filters after the other, read sequentially, applied to all tiles of a strip.
__kernel void winograd_packs(
        __global const float16 *transformed, int in_blocks, long in_plane, int channels,
        __global const float16 *weights, int packs, OUTPUT_ARGUMENTS, int out_blocks, int first, int tiles,
        int run, int tile_columns, __global float16 *scratch) {
    int pitch = (tiles + run - 1) / run * run;
    long out_plane = 2 * pitch | 1;
    __global float16 *products = scratch + get_global_id(0) * PLACES * out_plane;
    for (int pack = get_global_id(0); pack < packs; pack += get_global_size(0)) {
        for (int place = 0; place < PLACES; place++) {
            __global const float16 *runs = transformed + place * in_plane;
            __global const float16 *w = weights + ((size_t)pack * PLACES + place) * channels * 2;
            __global float16 *sums = products + place * out_plane;
            for (int x = 0; x < tiles; x += run) {
                __global const float *tile = (__global const float *)(runs + (size_t)x * in_blocks);
                if (run == PIXELS) multiply_tiles(tile, channels, w, sums + x, pitch);
                else multiply_more_tiles(tile, channels, w, sums + x, pitch);
            }
        }
        int both = 2 * pack + 1 < out_blocks;
        for (int side = 0; side <= both; side++)
            for (int t = 0; t < tiles; t++)
                transform_output_tile(
                        products + side * pitch + t, out_plane, OUTPUT_OF(2 * pack + side),
                        (first + t) / tile_columns * 4, (first + t) % tile_columns * 4);
    }
}
