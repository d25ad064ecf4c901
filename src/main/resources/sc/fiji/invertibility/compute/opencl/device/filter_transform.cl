// A 3×3 filter g for Winograd filtering F(4×4, 3×3), G g Gᵀ: one column or row of G g.
#define TRANSFORM_FILTER(V, G0, G1, G2, R0, R1, R2, R3, R4, R5)                                                        \
    {                                                                                                                  \
        V g0 = G0, g1 = G1, g2 = G2;                                                                                   \
        V outer = g0 + g2, far = g0 + 4 * g2;                                                                          \
        R0 = g0 / 4;                                                                                                   \
        R1 = (outer + g1) / -6;                                                                                        \
        R2 = (outer - g1) / -6;                                                                                        \
        R3 = (far + 2 * g1) / 24;                                                                                      \
        R4 = (far - 2 * g1) / 24;                                                                                      \
        R5 = g2;                                                                                                       \
    }
