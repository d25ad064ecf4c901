__kernel void fine(__global float *x) {
    x[0] = 0;
}
