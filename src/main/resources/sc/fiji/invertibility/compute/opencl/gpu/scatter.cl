// Scatters the non-zeros of a batch of codes into their units, which are zero before. Each entry has a position (unit
// index times window size plus switch, or −1 for none) and the bits of a value; there are `most` entries per code.
__kernel void scatter_nonzeros(
        PART(const int2, nonzeros), int most, int positions_of_window, PART(int, values), PART(int, switches),
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
