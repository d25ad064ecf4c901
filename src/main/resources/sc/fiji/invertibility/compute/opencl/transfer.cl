// Sixteen planes of some rows, as the host has them, to and from one block of a blocked map. The words
// are moved as bits, be they floats or switches.

__kernel void to_block(
        __global const int *planes, __global int *map, int width, int height, int block, int row, int rows, int channels) {
    int x = get_global_id(0);
    int y = get_global_id(1);
    if (x >= width) return;
    size_t target = (((size_t)block * height + row + y) * width + x) * LANES;
    size_t plane = (size_t)rows * width;
    for (int lane = 0; lane < LANES; lane++)
        map[target + lane] = lane < channels ? planes[lane * plane + (size_t)y * width + x] : 0;
}

__kernel void from_block(
        __global int *planes, __global const int *map, int width, int height, int block, int row, int rows, int channels) {
    int x = get_global_id(0);
    int y = get_global_id(1);
    if (x >= width) return;
    size_t source = (((size_t)block * height + row + y) * width + x) * LANES;
    size_t plane = (size_t)rows * width;
    for (int lane = 0; lane < channels; lane++) planes[lane * plane + (size_t)y * width + x] = map[source + lane];
}
