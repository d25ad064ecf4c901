// Max pooling with switches and its inverses; one work-item per pooled unit or pixel of a plane, with the planes of a
// batch along the second axis of the grid.

// The pooled unit of this work-item, and the positions of its window that lie within the map.
#define BEGIN_WINDOW                                                                                                   \
    const int unit = get_global_id(0), units = pooled_height * pooled_width, plane = get_global_id(1);                 \
    if (unit >= units) return;                                                                                         \
    const int px = unit % pooled_width, py = unit / pooled_width;                                                      \
    const size_t pixels = (size_t)height * width;                                                                      \
    const int y0 = py * stride, x0 = px * stride;                                                                      \
    const int rows = min(window, height - y0), columns = min(window, width - x0);

// Pools b = z + mu·g, or mu·g where there is no z. Windows of z are those of the result and do not overlap. Strict
// comparisons give ties to the first position.
__kernel void pool(
        PART(const float, g), long g_step, float mu, int has_z, PART(const float, z), PART(const int, z_switches),
        long z_step, int z_top_left, PART(float, values), PART(int, switches), long code_step, int selection,
        PLANE_ARGUMENTS) {
    AT(g); AT(z); AT(z_switches); AT(values); AT(switches);
    BEGIN_WINDOW
    g = PLANE(g, g_step, pixels) + (size_t)y0 * width + x0;
    float z_value = has_z ? PLANE(z, z_step, units)[unit] : 0;
    int z_position = has_z && !z_top_left ? PLANE(z_switches, z_step, units)[unit] : 0;
    float value = 0, key = 0;
    int position = 0;
    if (selection == LARGEST) {
        value = mu * g[0];
        if (has_z && z_position == 0) value += z_value;
        key = value;
    }
    for (int y = 0; y < rows; y++)
        for (int x = 0; x < columns; x++) {
            int here = y * window + x;
            float b = mu * g[(size_t)y * width + x];
            if (has_z && z_position == here) b += z_value;
            float b_key = selection == LARGEST_MAGNITUDE ? fabs(b) : b;
            if (b_key > key) {
                key = b_key;
                value = b;
                position = here;
            }
        }
    PLANE(values, code_step, units)[unit] = value;
    PLANE(switches, code_step, units)[unit] = position;
}

// The same where all windows are 2×2, side by side and whole, and rows begin at even addresses.
#define BEGIN_PAIRS                                                                                                    \
    const int unit = get_global_id(0), units = pooled_height * pooled_width, plane = get_global_id(1);                 \
    if (unit >= units) return;                                                                                         \
    const int px = unit % pooled_width, py = unit / pooled_width;                                                      \
    const size_t pixels = (size_t)height * width;                                                                      \
    g = PLANE(g, g_step, pixels) + (size_t)py * 2 * width + px * 2;                                                    \
    const float2 top = *(__global const float2 *)g, bottom = *(__global const float2 *)(g + width);                    \
    const float z_of_unit = has_z ? PLANE(z, z_step, units)[unit] : 0;                                                 \
    const int position_of_z = has_z && !z_top_left ? PLANE(z_switches, z_step, units)[unit] : 0;

#define POOL_PAIR(MU, VALUES, SWITCHES)                                                                                \
    WINNER(MU, top.x, top.y, bottom.x, bottom.y, z_of_unit, position_of_z, PLANE(VALUES, code_step, units)[unit],      \
           PLANE(SWITCHES, code_step, units)[unit])

__kernel void pool_pairs(
        PART(const float, g), long g_step, float length, int has_z, PART(const float, z), PART(const int, z_switches),
        long z_step, int z_top_left, PART(float, values), PART(int, switches), long code_step, int selection,
        PLANE_ARGUMENTS) {
    AT(g); AT(z); AT(z_switches); AT(values); AT(switches);
    BEGIN_PAIRS
    POOL_PAIR(length, values, switches)
}

// With one or two lengths, for which g is read only once: arguments, or the third and fourth of the given words.
__kernel void pool_pairs_of_steps(
        PART(const float, g), long g_step, PART(const float, z), PART(const int, z_switches), long z_step,
        int z_top_left, float length, float other_length, PART(const float, lengths), int on_device,
        PART(float, values), PART(int, switches), long code_step, int selection, int two, PART(float, other_values),
        PART(int, other_switches), PLANE_ARGUMENTS) {
    AT(g); AT(z); AT(z_switches); AT(lengths); AT(values); AT(switches); AT(other_values); AT(other_switches);
    const int has_z = 1;
    BEGIN_PAIRS
    POOL_PAIR(on_device ? lengths[2] : length, values, switches)
    if (two) POOL_PAIR(on_device ? lengths[3] : other_length, other_values, other_switches)
}

// Each pixel gathers from all windows that contain it.
__kernel void unpool(
        PART(const float, values), PART(const int, switches), long code_step, int top_left, PART(float, map),
        long map_step, PLANE_ARGUMENTS) {
    AT(values); AT(switches); AT(map);
    const int pixel = get_global_id(0), plane = get_global_id(1);
    if (pixel >= height * width) return;
    const int x = pixel % width, y = pixel / width;
    size_t units = (size_t)pooled_height * pooled_width;
    values = PLANE(values, code_step, units);
    switches = PLANE(switches, code_step, units);
    int last_row = min(y / stride, pooled_height - 1), last_column = min(x / stride, pooled_width - 1);
    float sum = 0;
    for (int py = max(0, y - window + stride) / stride; py <= last_row; py++)
        for (int px = max(0, x - window + stride) / stride; px <= last_column; px++) {
            size_t unit = (size_t)py * pooled_width + px;
            int here = (y - py * stride) * window + x - px * stride;
            if ((top_left ? 0 : switches[unit]) == here) sum += values[unit];
        }
    PLANE(map, map_step, (size_t)height * width)[pixel] = sum;
}

// The values of g at the non-zeros of z.
__kernel void restrict_to_support(
        PART(const float, g), long g_step, PART(const float, z), PART(const int, switches), long code_step,
        int top_left, PART(float, values), long result_step, PLANE_ARGUMENTS) {
    AT(g); AT(z); AT(switches); AT(values);
    BEGIN_WINDOW
    float value = 0;
    if ((as_int(PLANE(z, code_step, units)[unit]) & MAGNITUDE_BITS) != 0) {
        int position = top_left ? 0 : PLANE(switches, code_step, units)[unit];
        value = PLANE(g, g_step, pixels)[(size_t)(y0 + position / window) * width + x0 + position % window];
    }
    PLANE(values, result_step, units)[unit] = value;
}

// The same for windows as of pool_pairs, four beside one another an item: what lies far apart in memory is asked for at a
// time. A row has a multiple of four windows.
__kernel void restrict_pairs_to_support(
        PART(const float, g), long g_step, PART(const float, z), PART(const int, switches), long code_step,
        int top_left, PART(float, values), long result_step, PLANE_ARGUMENTS) {
    AT(g); AT(z); AT(switches); AT(values);
    const int unit = get_global_id(0) * 4, units = pooled_height * pooled_width, plane = get_global_id(1);
    if (unit >= units) return;
    const int px = unit % pooled_width, py = unit / pooled_width;
    const size_t pixels = (size_t)height * width;
    g = PLANE(g, g_step, pixels) + (size_t)py * 2 * width + px * 2;
    const float4 of_z = GLOBAL_4(PLANE(z, code_step, units) + unit);
    const int4 at = top_left ? (int4)(0) : *(__global const int4 *)(PLANE(switches, code_step, units) + unit);
    const int4 there = (as_int4(of_z) & MAGNITUDE_BITS) != 0;
    float4 value;
    value.x = there.x ? g[(at.x >> 1) * width + (at.x & 1)] : 0;
    value.y = there.y ? g[(at.y >> 1) * width + 2 + (at.y & 1)] : 0;
    value.z = there.z ? g[(at.z >> 1) * width + 4 + (at.z & 1)] : 0;
    value.w = there.w ? g[(at.w >> 1) * width + 6 + (at.w & 1)] : 0;
    STORE_4(value, PLANE(values, result_step, units) + unit);
}

// Counts the filters of one code that have a kept maximum at a pixel.
__kernel void winners(PART(const float, values), PART(const int, switches), PART(float, counts), PLANE_ARGUMENTS) {
    AT(values); AT(switches); AT(counts);
    const int pixel = get_global_id(0);
    if (pixel >= height * width) return;
    const int x = pixel % width, y = pixel / width;
    size_t units = (size_t)pooled_height * pooled_width;
    int last_row = min(y / stride, pooled_height - 1), last_column = min(x / stride, pooled_width - 1);
    int wins = 0;
    for (int channel = 0; channel < channels; channel++)
        for (int py = max(0, y - window + stride) / stride; py <= last_row; py++)
            for (int px = max(0, x - window + stride) / stride; px <= last_column; px++) {
                size_t unit = channel * units + (size_t)py * pooled_width + px;
                int here = (y - py * stride) * window + x - px * stride;
                wins += (as_int(values[unit]) & MAGNITUDE_BITS) != 0 && switches[unit] == here;
            }
    counts[pixel] = wins;
}
