// Kernels: what only the tape and tensors need. See CKFunctions.h.
#ifndef CKTAPEFUNCTIONS_H
#define CKTAPEFUNCTIONS_H

/// How two numbers become one; comparisons give 1 or 0, and anything compared with NaN is 0, but for unequal.
typedef enum ck_combination {
    ck_plus,
    ck_minus,
    ck_times,
    ck_over,
    /// NaN where one of the two is.
    ck_maximum,
    ck_minimum,
    ck_less,
    ck_less_or_equal,
    ck_greater,
    ck_greater_or_equal,
    ck_equal,
    ck_unequal,
    /// The first to the power of the second.
    ck_to_power,
} ck_combination;

/// Functions of one number that are no activation.
typedef enum ck_function {
    ck_absolute,
    ck_square,
    ck_square_root,
    ck_reciprocal,
    ck_sine,
    ck_cosine,
    /// -1, 0 or 1.
    ck_signum,
    ck_floor,
    ck_ceiling,
} ck_function;

/// What a line of numbers is reduced to.
typedef enum ck_reduction {
    ck_total,
    /// NaN where one of the numbers is; -infinity or infinity of none.
    ck_largest,
    ck_smallest,
} ck_reduction;

/// Tensors have no more axes than this.
enum { ck_largest_rank = 32 };

#define CK_FUNCTIONS_TAPE(X) \
    /* out[i] = a[i . a_strides] kind b[i . b_strides] for all places i of a shape; strides of 0 repeat */ \
    X(void, combine, \
        (float *out, const float *a, const float *b, ck_combination kind, ptrdiff_t rank, const ptrdiff_t *shape, \
            const ptrdiff_t *a_strides, const ptrdiff_t *b_strides), \
        (out, a, b, kind, rank, shape, a_strides, b_strides)) \
    /* out = function(a) */ \
    X(void, map, (float *out, const float *a, ck_function function, ptrdiff_t n), (out, a, function, n)) \
    /* out = a to the power of exponent; whole exponents up to 64 by multiplication */ \
    X(void, power, (float *out, const float *a, float exponent, ptrdiff_t n), (out, a, exponent, n)) \
    /* out = low for a < low, high for a > high, a otherwise (NaN included) */ \
    X(void, clip, (float *out, const float *a, float low, float high, ptrdiff_t n), (out, a, low, high, n)) \
    /* out = mask != 0 ? a : b */ \
    X(void, select, (float *out, const float *mask, const float *a, const float *b, ptrdiff_t n), \
        (out, mask, a, b, n)) \
    /* out[i . out_strides] = a[i . a_strides] for all places i of a shape; strides of 0 repeat */ \
    X(void, copy_strided, \
        (float *out, const ptrdiff_t *out_strides, const float *a, const ptrdiff_t *a_strides, ptrdiff_t rank, \
            const ptrdiff_t *shape), \
        (out, out_strides, a, a_strides, rank, shape)) \
    /* out[o][i] = reduction over l of a[o][l][i]; sums of long lines are carried in double precision */ \
    X(void, reduce, \
        (float *out, const float *a, ck_reduction kind, ptrdiff_t outer, ptrdiff_t length, ptrdiff_t inner), \
        (out, a, kind, outer, length, inner)) \
    /* out[o][i] = the first l with the largest (or smallest) a[o][l][i], or with the first NaN */ \
    X(void, place_of_extreme, \
        (ptrdiff_t *out, const float *a, int smallest, ptrdiff_t outer, ptrdiff_t length, ptrdiff_t inner), \
        (out, a, smallest, outer, length, inner)) \
    /* out[o][l][i] = sum over k <= l (or k >= l in reverse) of a[o][k][i] */ \
    X(void, cumulative_sum, \
        (float *out, const float *a, ptrdiff_t outer, ptrdiff_t length, ptrdiff_t inner, int reverse), \
        (out, a, outer, length, inner, reverse)) \
    /* out[r] = ln sum over c of exp(a[r][c]) */ \
    X(void, log_sum_exp, (float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns), (out, a, rows, columns)) \
    /* out[order[r]] += a[r], rows of `width` floats */ \
    X(void, add_rows, (float *out, const float *a, const ptrdiff_t *order, ptrdiff_t rows, ptrdiff_t width), \
        (out, a, order, rows, width)) \
    /* out += value * a */ \
    X(void, add_scaled, (float *out, const float *a, float value, ptrdiff_t n), (out, a, value, n))

#endif
