// Numbers in double precision or, on a device without it, as sums of two floats, of which the second is the rounding error
// of the first: about 44 bits (Dekker, "A floating-point technique for extending the available precision", 1971).

#ifdef WITHOUT_DOUBLE
typedef float2 exact_t;

#define EXACT(V) ((exact_t)((V), 0))
#define ROUNDED(V) ((V).x)

// |a| ≥ |b|, up to rounding.
inline exact_t exact_sum_of_ordered(float a, float b) {
    const float sum = a + b;
    return (exact_t)(sum, b - (sum - a));
}

inline exact_t exact_sum(exact_t a, exact_t b) {
    const float sum = a.x + b.x, of_b = sum - a.x;
    const float error = (a.x - (sum - of_b)) + (b.x - of_b);
    return exact_sum_of_ordered(sum, error + (a.y + b.y));
}

inline exact_t exact_quotient(exact_t a, exact_t b) {
    // A device may divide with an error of some units in the last place, which the remainder makes up for.
    const float quotient = a.x / b.x;
    const float remainder = fma(-quotient, b.x, a.x) + fma(-quotient, b.y, a.y);
    return exact_sum_of_ordered(quotient, remainder / b.x);
}

#define EXACT_ARGUMENT(NAME) float NAME, float NAME##_error
#define EXACT_OF(NAME) ((exact_t)(NAME, NAME##_error))
#else
typedef double exact_t;

#define EXACT(V) (V)
#define ROUNDED(V) ((float)(V))
#define exact_sum(A, B) ((A) + (B))
#define exact_quotient(A, B) ((A) / (B))
#define EXACT_ARGUMENT(NAME) double NAME
#define EXACT_OF(NAME) NAME
#endif
