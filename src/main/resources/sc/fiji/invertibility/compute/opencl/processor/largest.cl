// The k largest units of a whole map; each work-item can have large histograms of its own. Empty lanes count as zeros,
// which does not matter: they are the last to be kept, and zero in any case.

#define HIGH_BITS 16
#define LOW_BITS 15

// Finds the bits of the k-th magnitude in three digits and then, among equal magnitudes, the position: all in one
// work-item, for maps so small that starting more would cost more.
__kernel void keep_largest_alone(__global float *values, int size, int channels, int pixels, int lanes, int k) {
    if (get_global_id(0) > 0) return;
    uint histogram[DIGITS];
    uint prefix = 0;
    int wanted = k;
    int count = 0;
    int above = 31;
    for (int round = 0; round < 3; round++) {
        int shift = max(0, above - 11);
        uint mask = (1u << (above - shift)) - 1;
        for (int d = 0; d < DIGITS; d++) histogram[d] = 0;
        for (int i = 0; i < size; i++) {
            uint magnitude = as_uint(values[i]) & MAGNITUDE_BITS;
            if (magnitude >> above == prefix) histogram[(magnitude >> shift) & mask]++;
        }
        int digit = mask;
        while ((count = histogram[digit]) < wanted) {
            wanted -= count;
            digit--;
        }
        prefix = prefix << (above - shift) | digit;
        above = shift;
    }
    for (int i = 0; i < size; i++) {
        float value = values[i];
        values[i] = (as_uint(value) & MAGNITUDE_BITS) < prefix ? 0 : value;
    }
    if (count == wanted || prefix == 0) return;
    for (int channel = 0; channel < channels; channel++) {
        __global float *unit = values + channel / lanes * pixels * lanes + channel % lanes;
        for (int pixel = 0; pixel < pixels; pixel++, unit += lanes)
            if ((as_uint(*unit) & MAGNITUDE_BITS) == prefix && --wanted < 0) *unit = 0;
    }
}

// Counts the higher bits of all magnitudes. Neighbouring units often have the same, so there are two histograms per
// work-item.
__kernel void count_high(__global const float *values, long size, long share, __global uint *histograms) {
    long item = get_global_id(0);
    __global uint *even = histograms + (item << (HIGH_BITS + 1));
    __global uint *odd = even + (1 << HIGH_BITS);
    for (int d = 0; d < 2 << HIGH_BITS; d++) even[d] = 0;
    long last = min((item + 1) * share, size);
    long i = item * share;
    for (; i + 1 < last; i += 2) {
        even[(as_uint(values[i]) & MAGNITUDE_BITS) >> LOW_BITS]++;
        odd[(as_uint(values[i + 1]) & MAGNITUDE_BITS) >> LOW_BITS]++;
    }
    if (i < last) even[(as_uint(values[i]) & MAGNITUDE_BITS) >> LOW_BITS]++;
}

// Counts the lower bits of the magnitudes that have the higher bits that were found. These are few, so sixteen are
// tested together.
__kernel void count_low(
        __global const float *values, long size, long share, __global const long *state, __global uint *histograms) {
    long item = get_global_id(0);
    __global uint *even = histograms + (item << (HIGH_BITS + 1));
    for (int d = 0; d < 2 << HIGH_BITS; d++) even[d] = 0;
    uint prefix = state[1];
    long last = min((item + 1) * share, size);
    for (long i = item * share; i < last; i += LANES) {
        if (i + LANES <= last) {
            int16 high = (as_int16(vload16(0, values + i)) & MAGNITUDE_BITS) >> LOW_BITS;
            if (!any(high == (int16)(prefix))) continue;
        }
        for (long j = i; j < min(i + LANES, last); j++) {
            uint magnitude = as_uint(values[j]) & MAGNITUDE_BITS;
            if (magnitude >> LOW_BITS == prefix) even[magnitude & ((1 << LOW_BITS) - 1)]++;
        }
    }
}

// Goes down from the largest digit until k values are passed. The state holds how many of the last digit are still
// wanted, the bits found so far, and whether all of that digit are wanted.
__kernel void choose_digit(
        __global const uint *histograms, int rows, int bits, long k, int first, __global long *state) {
    if (get_global_id(0) > 0) return;
    long wanted = first ? k : state[0];
    long prefix = first ? 0 : state[1];
    int digit = 1 << bits;
    long count = 0;
    do {
        wanted -= count;
        digit--;
        count = 0;
        for (int row = 0; row < rows; row++) count += histograms[((size_t)row << HIGH_BITS) + digit];
    } while (count < wanted);
    state[0] = wanted;
    state[1] = prefix << bits | digit;
    state[2] = count == wanted;
}
