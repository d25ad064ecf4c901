// The non-zeros of the codes of a batch to their units, which are zero before: a position, counted through the units and
// the positions of their windows, or −1 for none, and the bits of a value; `most` of them a code.
__kernel void scatter_nonzeros(
        __global const int2 *nonzeros, long nonzeros_first,
        int most,
        int positions_of_window,
        __global int *values, long values_first,
        __global int *switches, long switches_first,
        long code_step) {
    AT(nonzeros); AT(values); AT(switches);
    const int i = get_global_id(0);
    const size_t code = get_global_id(1);
    if (i >= most) return;
    const int2 nonzero = nonzeros[code * most + i];
    if (nonzero.x < 0) return;
    const size_t unit = code * code_step + nonzero.x / positions_of_window;
    values[unit] = nonzero.y;
    switches[unit] = nonzero.x % positions_of_window;
}
