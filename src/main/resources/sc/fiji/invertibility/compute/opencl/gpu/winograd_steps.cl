// Steps of iterations with W and its transpose, both by Winograd filtering, in which maps between two filterings are
// written only if they are needed later. A group holds the region of a map that a block of the next filtering's tiles
// reads, for some channels, and adds up what is asked about the map: partial sums [result][group].

// Every pixel of the regions: its index in the map, its place in local memory, and whether it is this group's own, and not
// only of the border that a neighbouring group has as well.
#define EACH_PIXEL(OF_PIXEL)                                                                                           \
    {                                                                                                                  \
        const int top = max(y0, 0), left = max(x0, 0), high = max(0, bottom - top), wide = max(0, right - left);       \
        const int own_top = first_row > 0 ? y0 : 0, own_left = first_column > 0 ? x0 : 0;                              \
        const int own_bottom = first_row + rows < next_rows ? y0 + rows * TILE : height;                               \
        const int own_right = first_column + columns < next_columns ? x0 + columns * TILE : width;                     \
        for (int e = item; e < some_channels * high * wide; e += items) {                                              \
            const int of_group = e / (high * wide), row = top + e / wide % high, column = left + e % wide;             \
            __local float *region = regions + of_group * region_size;                                                  \
            __local float *pixel = &AT_PIXEL(row - y0, column - x0);                                                   \
            const size_t unit = ((size_t)(first_channel + of_group) * height + row) * width + column;                  \
            const int own = row >= own_top && row < own_bottom && column >= own_left && column < own_right;            \
            OF_PIXEL                                                                                                   \
        }                                                                                                              \
    }

// Fills the regions with the outputs of a filtering.
#define PRODUCTS_ARGUMENTS                                                                                             \
    PART(const float, products), int tile_rows, int tile_columns, int full_rows, int full_columns, int padded_tiles

#define FILL_REGION                                                                                                    \
    {                                                                                                                  \
        const int rectified = 0, top = max(y0, 0) / TILE, left = max(x0, 0) / TILE;                                    \
        const int high = max(0, (bottom + TILE - 1) / TILE - top), wide = max(0, (right + TILE - 1) / TILE - left);    \
        for (int e = item; e < some_channels * high * wide; e += items) {                                              \
            const int of_group = e / (high * wide), channel = first_channel + of_group;                                \
            const int tile_y = top + e / wide % high, tile_x = left + e % wide;                                        \
            __local float *region = regions + of_group * region_size;                                                  \
            NUMBER_TILE(image, tile_y, tile_x, tile_rows, tile_columns, full_rows, full_columns)                       \
            READ_OUTPUTS(products + (size_t)channel * padded_tiles, (size_t)channels * padded_tiles, 0)                \
            UNROLL for (int i = 0; i < TILE; i++)                                                                      \
                UNROLL for (int j = 0; j < TILE; j++) PUT(tile_y * TILE + i, tile_x * TILE + j, r[i][j])               \
        }                                                                                                              \
    }                                                                                                                  \
    WAIT_FOR_GROUP;

// A result of the group; the regions are not needed any more.
#define STORE_RESULT(INDEX, OF_GROUP, OWN)                                                                             \
    {                                                                                                                  \
        sum_t of_all = OF_GROUP((__local sum_t *)regions, OWN);                                                        \
        int groups = get_num_groups(0) * get_num_groups(1), group = get_group_id(1) * get_num_groups(0) + block;       \
        if (item == 0) partial[first_partial + (INDEX)*groups + group] = of_all;                                       \
    }

#define SQUARE(V) ((sum_t)(V) * (V))
#define SQUARED_DISTANCE(U, V) (((sum_t)(U) - (V)) * ((sum_t)(U) - (V)))

#define STEP __kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))

// The proximal step from y = a·z + b·z₋ along the same combination of the gradients g and g₋: a pixel of the next code z⁺,
// and what it adds to ‖z⁺‖₁, ‖z⁺ − y‖², ‖y − z‖² and ‖z⁺ − z‖².
#define SUMS_OF_STEP sum_t magnitudes = 0, step = 0, momentum = 0, whole = 0;
#define STEP_OF_PIXEL(G)                                                                                               \
    float last = z[unit];                                                                                              \
    float from = a * last + b * z_before[unit];                                                                        \
    float to = from + length * (a * (G) + b * g_before[unit]);                                                         \
    float value = fmax(to - threshold, 0.0f) + fmin(to + threshold, 0.0f);                                             \
    *pixel = value;                                                                                                    \
    if (own) {                                                                                                         \
        next[unit] = value;                                                                                            \
        magnitudes += fabs(value);                                                                                     \
        step += SQUARED_DISTANCE(value, from);                                                                         \
        momentum += SQUARED_DISTANCE(from, last);                                                                      \
        whole += SQUARED_DISTANCE(value, last);                                                                        \
    }

#define STORE_STEP(FIRST)                                                                                              \
    STORE_RESULT(FIRST, sum_of_group, magnitudes)                                                                      \
    STORE_RESULT((FIRST) + 1, sum_of_group, step)                                                                      \
    STORE_RESULT((FIRST) + 2, sum_of_group, momentum)                                                                  \
    STORE_RESULT((FIRST) + 3, sum_of_group, whole)

// A step, transformed. Results: its four sums.
STEP void step_of_code(
        float a, float b, float length, float threshold, PART(const float, z), PART(const float, z_before),
        PART(const float, g), PART(const float, g_before), int height, int width, PART(float, next),
        PART(float, transformed), REGION_ARGUMENTS, int first_partial, PART(sum_t, partial)) {
    AT(z); AT(z_before); AT(g); AT(g_before); AT(next); AT(transformed); AT(partial);
    BEGIN_REGION(height, width)
    SUMS_OF_STEP
    EACH_PIXEL(STEP_OF_PIXEL(g[unit]))
    TRANSFORM_REGION
    STORE_STEP(0)
}

// From the products of a code to its signal u, and the transformed residual x − u. Results: ‖u‖², ‖x − u‖² and
// ‖u − (a·s + b·s₋)‖².
STEP void residual_of_signal(
        PRODUCTS_ARGUMENTS, PART(const float, x), float a, float b, PART(const float, s), PART(const float, s_before),
        int height, int width, PART(float, signal), PART(float, transformed), REGION_ARGUMENTS, int first_partial,
        PART(sum_t, partial)) {
    AT(products); AT(x); AT(s); AT(s_before); AT(signal); AT(transformed); AT(partial);
    BEGIN_REGION(height, width)
    FILL_REGION
    sum_t squares = 0, error = 0, distance = 0;
    EACH_PIXEL({
        float value = *pixel;
        float residual = x[unit] - value;
        *pixel = residual;
        if (own) {
            signal[unit] = value;
            squares += SQUARE(value);
            error += SQUARE(residual);
            distance += SQUARED_DISTANCE(value, a * s[unit] + b * s_before[unit]);
        }
    })
    TRANSFORM_REGION
    STORE_RESULT(0, sum_of_group, squares)
    STORE_RESULT(1, sum_of_group, error)
    STORE_RESULT(2, sum_of_group, distance)
}

// From the products to the map, and the same map transformed. Result: the sum of its squares.
STEP void signal_again(
        PRODUCTS_ARGUMENTS, int height, int width, PART(float, signal), PART(float, transformed), REGION_ARGUMENTS,
        int first_partial, PART(sum_t, partial)) {
    AT(products); AT(signal); AT(transformed); AT(partial);
    BEGIN_REGION(height, width)
    FILL_REGION
    sum_t squares = 0;
    EACH_PIXEL({
        float value = *pixel;
        if (own) {
            signal[unit] = value;
            squares += SQUARE(value);
        }
    })
    TRANSFORM_REGION
    STORE_RESULT(0, sum_of_group, squares)
}

// From the products to the map. Result: its largest magnitude.
STEP void last_map(
        PRODUCTS_ARGUMENTS, int height, int width, PART(float, map), REGION_ARGUMENTS, int first_partial,
        PART(sum_t, partial)) {
    AT(products); AT(map); AT(partial);
    BEGIN_REGION(height, width)
    FILL_REGION
    float largest = 0;
    EACH_PIXEL({
        float value = *pixel;
        if (own) {
            map[unit] = value;
            largest = fmax(largest, fabs(value));
        }
    })
    STORE_RESULT(0, largest_of_group, largest)
}

// The same map as gradients of a step that begins there, transformed. Results: the map's largest magnitude, and the four
// sums of the step.
STEP void last_map_and_step(
        PRODUCTS_ARGUMENTS, float a, float b, float length, float threshold, PART(const float, z),
        PART(const float, z_before), PART(const float, g_before), int height, int width, PART(float, map),
        PART(float, next), PART(float, transformed), REGION_ARGUMENTS, int first_partial, PART(sum_t, partial)) {
    AT(products); AT(z); AT(z_before); AT(g_before); AT(map); AT(next); AT(transformed); AT(partial);
    BEGIN_REGION(height, width)
    FILL_REGION
    float largest = 0;
    SUMS_OF_STEP
    EACH_PIXEL({
        float gradient = *pixel;
        if (own) {
            map[unit] = gradient;
            largest = fmax(largest, fabs(gradient));
        }
        STEP_OF_PIXEL(gradient)
    })
    TRANSFORM_REGION
    STORE_RESULT(0, largest_of_group, largest)
    STORE_STEP(1)
}
