// Copies planes of some rows, in the host's order, to and from blocks of a blocked map. The words are copied as bits,
// whether they are floats or switches.

#define TRANSFER_ARGUMENTS long first_word, int width, int height, int first_block, int row, int rows, int channels

#define BEGIN_TRANSFER                                                                                       \
    int x = get_global_id(0);                                                                                \
    int y = get_global_id(1);                                                                                \
    int block = get_global_id(2);                                                                            \
    if (x >= width) return;                                                                                  \
    size_t plane = (size_t)rows * width;                                                                     \
    planes += first_word + block * LANES * plane + (size_t)y * width + x;                                                 \
    map += (((size_t)(first_block + block) * height + row + y) * width + x) * LANES;                         \
    int lanes = min(LANES, channels - block * LANES);

__kernel void to_blocks(__global const int *planes, __global int *map, TRANSFER_ARGUMENTS) {
    BEGIN_TRANSFER
    for (int lane = 0; lane < LANES; lane++) map[lane] = lane < lanes ? planes[lane * plane] : 0;
}

__kernel void from_blocks(__global int *planes, __global const int *map, TRANSFER_ARGUMENTS) {
    BEGIN_TRANSFER
    for (int lane = 0; lane < lanes; lane++) planes[lane * plane] = map[lane];
}
