// Matrix products, C = Bᵀ·A, in tiles of TN × TM outputs: A is [k][m], B is [k][n], C is [n][m]. A work-item holds RN ×
// RM of the outputs in registers; PARTS parts of a work-group each sum over a share of k and are added at the end,
// which keeps a device busy if there are few outputs. While the tiles of TK values of k are multiplied in local memory,
// the next ones are read from global memory.

#define ITEMS ((TM / RM) * (TN / RN))
#define GROUP_SIZE (ITEMS * PARTS)
#define TILE_WORDS (TK * (TM + TN))

// Vectors of four that a work-item copies to local memory per step.
#define OF_A ((TK * TM / 4 + ITEMS - 1) / ITEMS)
#define OF_B ((TK * TN / 4 + ITEMS - 1) / ITEMS)

// A warp, or other 32 work-items that run together, reads least of both matrices if it covers 8 × 4 work-items' tiles.
#if TM / RM % 8 == 0 && TN / RN % 4 == 0
#define ITEM_COLUMN (item % 8 + item / 32 % (TM / RM / 8) * 8)
#define ITEM_ROW (item / 8 % 4 + item / 32 / (TM / RM / 8) * 4)
#else
#define ITEM_COLUMN (item % (TM / RM))
#define ITEM_ROW (item / (TM / RM))
#endif

// The start of each kernel: the work-item's part, its index within the part, the part's local memory, and the sums.
#define BEGIN_PRODUCT                                                                                                  \
    __local float4 memory_4[PARTS * 2 * TILE_WORDS / 4];                                                               \
    __local float *memory = (__local float *)memory_4;                                                                 \
    const int item = get_local_id(0) % ITEMS, part = get_local_id(0) / ITEMS;                                          \
    const int column = ITEM_COLUMN, row = ITEM_ROW;                                                                    \
    const int m0 = get_group_id(0) * TM, n0 = get_group_id(1) * TN;                                                    \
    __local float *tiles = memory + part * 2 * TILE_WORDS;                                                             \
    const int depth = (k_size + PARTS * TK - 1) / (PARTS * TK) * TK;                                                   \
    const int first_k = part * depth, last_k = min(k_size, first_k + depth);                                           \
    float4 next_b[OF_B];                                                                                               \
    float sums[RN][RM];                                                                                                \
    UNROLL for (int j = 0; j < RN; j++) UNROLL for (int i = 0; i < RM; i++) sums[j][i] = 0;

#define READ_B(K)                                                                                                      \
    UNROLL for (int i = 0; i < OF_B; i++) {                                                                            \
        int e = item + i * ITEMS, k = (K) + e / (TN / 4), n = n0 + e % (TN / 4) * 4;                                   \
        next_b[i] = e < TK * TN / 4 && k < last_k && n < n_size ? GLOBAL_4(b + (size_t)k * n_size + n) : (float4)(0);  \
    }

#define STORE_B(TILE)                                                                                                  \
    UNROLL for (int i = 0; i < OF_B; i++) {                                                                            \
        int e = item + i * ITEMS;                                                                                      \
        if (e < TK * TN / 4) LOCAL_4((TILE) + TK * TM + 4 * e) = next_b[i];                                            \
    }

// A work-item's rows and columns are in groups of four, its first group beside its neighbour's first one, so that
// neighbours read neighbouring banks.
#define COLUMN(I) ((I) / 4 * (TM / (RM / 4)) + column * 4 + (I) % 4)
#define ROW(J) ((J) / 4 * (TN / (RN / 4)) + row * 4 + (J) % 4)

#define MULTIPLY_TILE(TILE)                                                                                            \
    UNROLL for (int k = 0; k < TK; k++) {                                                                              \
        float a_of[RM], b_of[RN];                                                                                      \
        UNROLL for (int i = 0; i < RM; i += 4) {                                                                       \
            float4 v = LOCAL_4((TILE) + k * TM + COLUMN(i));                                                           \
            a_of[i] = v.x, a_of[i + 1] = v.y, a_of[i + 2] = v.z, a_of[i + 3] = v.w;                                    \
        }                                                                                                              \
        UNROLL for (int j = 0; j < RN; j += 4) {                                                                       \
            float4 v = LOCAL_4((TILE) + TK * TM + k * TN + ROW(j));                                                    \
            b_of[j] = v.x, b_of[j + 1] = v.y, b_of[j + 2] = v.z, b_of[j + 3] = v.w;                                    \
        }                                                                                                              \
        UNROLL for (int j = 0; j < RN; j++) UNROLL for (int i = 0; i < RM; i++)                                        \
            sums[j][i] = fma(b_of[j], a_of[i], sums[j][i]);                                                            \
    }

#define MULTIPLY_ALL(READ_A, STORE_A)                                                                                  \
    READ_A(first_k)                                                                                                    \
    READ_B(first_k)                                                                                                    \
    STORE_A(tiles)                                                                                                     \
    STORE_B(tiles)                                                                                                     \
    WAIT_FOR_GROUP;                                                                                                    \
    for (int k0 = 0, now = 0; k0 < depth; k0 += TK, now = TILE_WORDS - now) {                                          \
        if (k0 + TK < depth) {                                                                                         \
            READ_A(first_k + k0 + TK)                                                                                  \
            READ_B(first_k + k0 + TK)                                                                                  \
        }                                                                                                              \
        MULTIPLY_TILE(tiles + now)                                                                                     \
        if (k0 + TK < depth) {                                                                                         \
            STORE_A(tiles + TILE_WORDS - now)                                                                          \
            STORE_B(tiles + TILE_WORDS - now)                                                                          \
        }                                                                                                              \
        WAIT_FOR_GROUP;                                                                                                \
    }                                                                                                                  \
    ADD_PARTS

// Half of the parts give their sums to the other half, until one part has them all.
#if PARTS > 1
#define ADD_PARTS                                                                                                      \
    for (int takers = PARTS / 2; takers > 0; takers /= 2) {                                                            \
        __local float *of_item = memory + part % takers * ITEMS * RN * RM + item;                                      \
        if (part >= takers && part < 2 * takers)                                                                       \
            UNROLL for (int j = 0; j < RN; j++) UNROLL for (int i = 0; i < RM; i++)                                    \
                of_item[(j * RM + i) * ITEMS] = sums[j][i];                                                            \
        WAIT_FOR_GROUP;                                                                                                \
        if (part < takers)                                                                                             \
            UNROLL for (int j = 0; j < RN; j++) UNROLL for (int i = 0; i < RM; i++)                                    \
                sums[j][i] += of_item[(j * RM + i) * ITEMS];                                                           \
        WAIT_FOR_GROUP;                                                                                                \
    }                                                                                                                  \
    if (part > 0) return;
#else
#define ADD_PARTS
#endif
