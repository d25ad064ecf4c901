// Shared by the kernels that pool windows of 2×2, side by side and whole, where rows begin at even addresses.

#define PLANE_ARGUMENTS int channels, int height, int width, int pooled_height, int pooled_width, int window, int stride

// The index of a plane's first value, given the step between images.
#define PLANE(POINTER, STEP, PIXELS)                                                                                   \
    ((POINTER) + (size_t)(plane / channels) * (STEP) + (size_t)(plane % channels) * (PIXELS))

#define CHALLENGE(VALUE, HERE)                                                                                         \
    {                                                                                                                  \
        float b = mu * (VALUE);                                                                                        \
        if (z_position == HERE) b += z_value;                                                                          \
        float b_key = selection == LARGEST_MAGNITUDE ? fabs(b) : b;                                                    \
        if (b_key > key) {                                                                                             \
            key = b_key;                                                                                               \
            value = b;                                                                                                 \
            position = HERE;                                                                                           \
        }                                                                                                              \
    }

// The winner of a window with the values A to D.
#define WINNER(MU, A, B, C, D, Z_VALUE, Z_POSITION, VALUE, POSITION)                                                   \
    {                                                                                                                  \
        const float mu = MU, z_value = Z_VALUE;                                                                        \
        const int z_position = Z_POSITION;                                                                             \
        float value = selection == LARGEST ? mu * (A) + (z_position == 0 ? z_value : 0) : 0, key = value;              \
        int position = 0;                                                                                              \
        CHALLENGE(A, 0)                                                                                                \
        CHALLENGE(B, 1)                                                                                                \
        CHALLENGE(C, 2)                                                                                                \
        CHALLENGE(D, 3)                                                                                                \
        VALUE = value;                                                                                                 \
        POSITION = position;                                                                                           \
    }
