// C = Bᵀ·A of several matrices: the middle of Winograd filtering, and 1×1 filters. m_size and n_size are multiples of
// four. A bias is added to each row of C if there is one, and C is rectified if wanted. Of the 36 products of Winograd
// filtering, for each group of filters, those at rows or columns of ±2 may have fewer columns.

// Columns of product P.
#define COLUMNS_OF(P)                                                                                                  \
    (FAR((P) / 6) ? FAR((P) % 6) ? m_far : m_far_rows : FAR((P) % 6) ? m_far_columns : m_size)
#define FAR(I) ((I) == 3 || (I) == 4)

#define READ_A_OF_MATRIX(K)                                                                                            \
    UNROLL for (int i = 0; i < OF_A; i++) {                                                                            \
        int e = item + i * ITEMS, k = (K) + e / (TM / 4), m = m0 + e % (TM / 4) * 4;                                   \
        next_a[i] = e < TK * TM / 4 && k < last_k && m < columns ? GLOBAL_4(a + (size_t)k * m_size + m) : (float4)(0); \
    }

#define STORE_A_OF_MATRIX(TILE)                                                                                        \
    UNROLL for (int i = 0; i < OF_A; i++) {                                                                            \
        int e = item + i * ITEMS;                                                                                      \
        if (e < TK * TM / 4) LOCAL_4((TILE) + 4 * e) = next_a[i];                                                      \
    }

__kernel __attribute__((reqd_work_group_size(GROUP_SIZE, 1, 1))) void multiply(
        PART(const float, a), PART(const float, b), PART(float, c), int m_size, int m_far_rows,
        int m_far_columns, int m_far, int n_size, int k_size, long a_step, long b_step, long c_step,
        int groups, int n_stored, int biased, PART(const float, bias), int rectified) {
    const int columns = COLUMNS_OF(get_group_id(2) / groups);
    // A group without columns does nothing; it does not return, since PoCL 3.1 fails on a return before a barrier.
    if (get_group_id(0) * TM >= columns) k_size = 0;
    AT(a); AT(b); AT(c); AT(bias);
    a += get_group_id(2) * a_step;
    b += get_group_id(2) * b_step;
    c += get_group_id(2) * c_step;
    BEGIN_PRODUCT
    float4 next_a[OF_A];
    MULTIPLY_ALL(READ_A_OF_MATRIX, STORE_A_OF_MATRIX)
    UNROLL for (int j = 0; j < RN; j++) {
        int n = n0 + ROW(j);
        if (n < n_stored) {
            float add = biased ? bias[n] : 0;
            UNROLL for (int i = 0; i < RM; i += 4) {
                int m = m0 + COLUMN(i);
                float4 v = (float4)(sums[j][i], sums[j][i + 1], sums[j][i + 2], sums[j][i + 3]) + add;
                if (rectified) v = fmax(v, (float4)(0));
                if (m < columns) STORE_4(v, c + (size_t)n * m_size + m);
            }
        }
    }
}
