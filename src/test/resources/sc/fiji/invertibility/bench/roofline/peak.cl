// What the device can do at most: sums of products in registers, and a stream through memory.

#define CHAIN(i) sum##i = fma(sum##i, factor, term);

// Twelve sums that do not wait for each other: 12 × 16 × 2 operations a round.
__kernel void multiply_add(float factor, float term, int rounds, __global float16 *out) {
  float16 sum0 = get_global_id(0), sum1 = 1, sum2 = 2, sum3 = 3, sum4 = 4, sum5 = 5, sum6 = 6, sum7 = 7, sum8 = 8,
          sum9 = 9, sum10 = 10, sum11 = 11;
  for (int round = 0; round < rounds; round++) {
    CHAIN(0) CHAIN(1) CHAIN(2) CHAIN(3) CHAIN(4) CHAIN(5)
    CHAIN(6) CHAIN(7) CHAIN(8) CHAIN(9) CHAIN(10) CHAIN(11)
  }
  out[get_global_id(0)] =
      sum0 + sum1 + sum2 + sum3 + sum4 + sum5 + sum6 + sum7 + sum8 + sum9 + sum10 + sum11;
}

// out = a + factor·b, in pieces of some length.
__kernel void triad(__global const float16 *a, __global const float16 *b, float factor, int length,
                    __global float16 *out) {
  long from = get_global_id(0) * (long)length;
  for (long i = from; i < from + length; i++) out[i] = a[i] + factor * b[i];
}

// The same for graphics cards, where a lane is a work-item and neighbours read neighbours.

// Sixteen sums: 16 × 2 operations a round.
__kernel void multiply_add_lane(float factor, float term, int rounds, __global float *out) {
  float sum0 = get_global_id(0), sum1 = 1, sum2 = 2, sum3 = 3, sum4 = 4, sum5 = 5, sum6 = 6, sum7 = 7, sum8 = 8,
        sum9 = 9, sum10 = 10, sum11 = 11, sum12 = 12, sum13 = 13, sum14 = 14, sum15 = 15;
  for (int round = 0; round < rounds; round++) {
    CHAIN(0) CHAIN(1) CHAIN(2) CHAIN(3) CHAIN(4) CHAIN(5) CHAIN(6) CHAIN(7)
    CHAIN(8) CHAIN(9) CHAIN(10) CHAIN(11) CHAIN(12) CHAIN(13) CHAIN(14) CHAIN(15)
  }
  out[get_global_id(0)] = sum0 + sum1 + sum2 + sum3 + sum4 + sum5 + sum6 + sum7 + sum8 + sum9 + sum10 + sum11 +
                          sum12 + sum13 + sum14 + sum15;
}

// out = a + factor·b, a number of vectors a work-item.
__kernel void triad_lane(__global const float4 *a, __global const float4 *b, float factor, int length,
                         __global float4 *out) {
  for (long i = get_global_id(0); i < length * (long)get_global_size(0); i += get_global_size(0))
    out[i] = a[i] + factor * b[i];
}
