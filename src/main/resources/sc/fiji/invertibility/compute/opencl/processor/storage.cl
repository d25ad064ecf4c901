// Codes without their zeros. `code` has sixteen bits for each vector of units, which mark the non-zeros, padded to
// whole words; then the values of those, one after the other, `total` words; then their switches, one byte each.
// Work-items have the shares in which units were counted (see bracket.cl), and begin at their offsets, which are the
// second half.

#define PARTS_OF_CODE                                                                                        \
    SHARE_OF_VECTORS                                                                                         \
    __global ushort *masks = (__global ushort *)code;                                                        \
    __global float *packed = (__global float *)(code + ((size + LANES - 1) / LANES + 1) / 2);                \
    __global uchar *packed_places = (__global uchar *)(packed + total);                                      \
    int next = offsets[items + item];

#define FULL 0xffff

// Combining the lanes into vectors first would take longer.
#define ONE_BY_ONE _Pragma("nounroll")

#define LOWEST_BIT(BITS) (31 - clz((BITS) & -(BITS)))

// Appends the units of a vector to the previous ones.
INLINE int pack_units(
        uint bits,
        float16 value,
        __global const float *values,
        __global const int *places,
        int next,
        __global float *packed,
        __global uchar *packed_places) {
    if (bits == FULL) {
        vstore16(value, 0, packed + next);
        vstore16(convert_uchar16(vload16(0, places)), 0, packed_places + next);
        return next + LANES;
    }
    // Writes every unit, but advances past it only if it counts, so that the next one overwrites those that do not: a
    // branch on random bits would be unpredictable.
    ONE_BY_ONE for (int lane = 0; lane < LANES; lane++) {
        packed[next] = values[lane];
        packed_places[next] = places[lane];
        next += bits >> lane & 1;
    }
    return next;
}

__kernel void store_units(
        __global const float16 *values, long size, long share, int items, int low, int high,
        __global const int *places, __global const int *offsets, int total, __global int *code) {
    PARTS_OF_CODE
    for (long i = first; i < last; i++) {
        float16 value = values[i];
        uint bits = bits_of(within_bracket(MAGNITUDES(value), i, size, low, MAGNITUDE_BITS));
        masks[i] = bits;
        next = pack_units(
                bits, value, (__global const float *)(values + i), places + i * LANES, next, packed, packed_places);
    }
}

// The same for units from `low` on. Those up to `high` are listed as well, and the code keeps only what lies above.
__kernel void divide_units(
        __global float16 *values, long size, long share, int items, int low, int high,
        __global const int *places, int lanes, int plane, __global const int *offsets, int total,
        __global int *code, int listed, __global int *list) {
    PARTS_OF_CODE
    int next_listed = offsets[item];
    for (long i = first; i < last; i++) {
        float16 value = values[i];
        int16 magnitudes = MAGNITUDES(value);
        uint bits = bits_of(within_bracket(magnitudes, i, size, low, MAGNITUDE_BITS));
        uint within = bits_of(within_bracket(magnitudes, i, size, low, high));
        __global const float *own_values = (__global const float *)(values + i);
        __global const int *own_places = places + i * LANES;
        masks[i] = bits;
        next = pack_units(bits, value, own_values, own_places, next, packed, packed_places);
        if (within) {
            int block = i / plane;
            int pixel = i - (long)block * plane;
            for (; within; within &= within - 1, next_listed++) {
                int lane = LOWEST_BIT(within);
                list[next_listed] = lanes == 1 ? i * LANES + lane : (block * LANES + lane) * plane + pixel;
                list[listed + next_listed] = as_int(own_values[lane]);
                list[2 * (long)listed + next_listed] = own_places[lane];
            }
        }
        values[i] = as_float16(as_int16(value) & (magnitudes > (int16)(high)));
    }
}

// Units below `low` become zero. Codes that are stored are parts of large ones, so they are written around the caches.
__kernel void restore_units(
        __global float16 *values, long size, long share, int items, int low, __global int *places,
        __global const int *offsets, int total, __global int *code) {
    PARTS_OF_CODE
    for (long i = first; i < last; i++) {
        uint bits = masks[i];
        if (bits == FULL) {
            float16 value = vload16(0, packed + next);
            STORE_FAR(as_float16(as_int16(value) & (MAGNITUDES(value) >= (int16)(low))), values + i);
            STORE_FAR(convert_int16(vload16(0, packed_places + next)), (__global int16 *)places + i);
            next += LANES;
        } else {
            __global float *own_values = (__global float *)(values + i);
            values[i] = (float16)(0);
            vstore16((int16)(0), i, places);
            for (; bits; bits &= bits - 1, next++) {
                int lane = LOWEST_BIT(bits), value = as_int(packed[next]);
                own_values[lane] = as_float((value & MAGNITUDE_BITS) >= low ? value : 0);
                places[i * LANES + lane] = packed_places[next];
            }
        }
    }
}

// Sets listed units to zero. `list` has row-major indices, and receives the values and the switches after them.
__kernel void take_units(
        __global float *values, __global const int *places, int lanes, int plane, int total, __global int *list) {
    int i = get_global_id(0);
    if (i >= total) return;
    int channel = list[i] / plane;
    int pixel = list[i] - channel * plane;
    long unit = ((long)(channel / lanes) * plane + pixel) * lanes + channel % lanes;
    list[total + i] = as_int(values[unit]);
    list[2 * (long)total + i] = places[unit];
    values[unit] = 0;
}
