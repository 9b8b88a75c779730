// The list of kernels: X(result, name, parameters, arguments). From it come the table of each level and the calls.
#ifndef CKFUNCTIONS_H
#define CKFUNCTIONS_H

#include "CKConvolutionFunctions.h"
#include "CKRecurrentFunctions.h"
#include "CKAttentionFunctions.h"
#include "CKTapeFunctions.h"
#include "CKTrainingFunctions.h"

#define CK_FUNCTIONS_CORE(X) \
    /* out = a + b, a - b, a * b, a / b */ \
    X(void, add, (float *out, const float *a, const float *b, ptrdiff_t n), (out, a, b, n)) \
    X(void, subtract, (float *out, const float *a, const float *b, ptrdiff_t n), (out, a, b, n)) \
    X(void, multiply, (float *out, const float *a, const float *b, ptrdiff_t n), (out, a, b, n)) \
    X(void, divide, (float *out, const float *a, const float *b, ptrdiff_t n), (out, a, b, n)) \
    /* out = a + value, a * value, a / value */ \
    X(void, add_scalar, (float *out, const float *a, float value, ptrdiff_t n), (out, a, value, n)) \
    X(void, scale, (float *out, const float *a, float value, ptrdiff_t n), (out, a, value, n)) \
    X(void, divide_scalar, (float *out, const float *a, float value, ptrdiff_t n), (out, a, value, n)) \
    /* out = exp(a), ln(a) */ \
    X(void, exp, (float *out, const float *a, ptrdiff_t n), (out, a, n)) \
    X(void, log, (float *out, const float *a, ptrdiff_t n), (out, a, n)) \
    /* out[c] = sum over rows of a[r][c]; added to out when accumulate is not 0 */ \
    X(void, column_sums, (float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns, int accumulate), \
        (out, a, rows, columns, accumulate)) \
    /* out[r] = a[order[r]], rows of `width` floats */ \
    X(void, gather_rows, (float *out, const float *a, const ptrdiff_t *order, ptrdiff_t rows, ptrdiff_t width), \
        (out, a, order, rows, width)) \
    /* out[c][r] = a[r][c] */ \
    X(void, transpose, (float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns), (out, a, rows, columns)) \
    /* out = f(a); slope is the one number that some have: leaky relu's slope, elu's alpha, the shrinks' threshold … */ \
    X(void, activate, (float *out, const float *a, ck_activation f, float slope, ptrdiff_t n), (out, a, f, slope, n)) \
    /* out[r][c] = f(a[r][c] + bias[c]) */ \
    X(void, activate_with_bias, \
        (float *out, const float *a, const float *bias, ck_activation f, float slope, ptrdiff_t rows, ptrdiff_t columns), \
        (out, a, bias, f, slope, rows, columns)) \
    /* out = gradient * f'(.), where `value` is f's output (or its input, see ck_activation_uses_input) */ \
    X(void, activate_backward, \
        (float *out, const float *gradient, const float *value, ck_activation f, float slope, ptrdiff_t n), \
        (out, gradient, value, f, slope, n)) \
    /* softmax of each row, and its backward pass: out = y * (g - sum(g * y)) */ \
    X(void, softmax, (float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns), (out, a, rows, columns)) \
    X(void, softmax_backward, (float *out, const float *gradient, const float *y, ptrdiff_t rows, ptrdiff_t columns), \
        (out, gradient, y, rows, columns)) \
    /* The sum of loss terms; gradient = scale * d(term)/d(prediction) */ \
    X(double, element_loss, \
        (float *gradient, const float *prediction, const float *target, ck_loss kind, float delta, float scale, ptrdiff_t n), \
        (gradient, prediction, target, kind, delta, scale, n)) \
    /* Softmax and categorical cross entropy in one: probabilities from logits, gradient with respect to the logits */ \
    X(double, softmax_cross_entropy, \
        (float *gradient, float *probability, const float *logits, const float *target, float scale, ptrdiff_t rows, \
            ptrdiff_t columns), \
        (gradient, probability, logits, target, scale, rows, columns)) \
    /* Sigmoid and binary cross entropy in one */ \
    X(double, sigmoid_cross_entropy, \
        (float *gradient, float *probability, const float *logits, const float *target, float scale, ptrdiff_t n), \
        (gradient, probability, logits, target, scale, n)) \
    /* How many rows (ck_match_largest) or elements agree */ \
    X(ptrdiff_t, matches, \
        (const float *prediction, const float *target, ck_match kind, ptrdiff_t rows, ptrdiff_t columns), \
        (prediction, target, kind, rows, columns)) \
    /* w -= rate * g */ \
    X(void, sgd, (float *w, const float *g, float rate, ptrdiff_t n), (w, g, rate, n)) \
    /* out = a * (kept ? factor : 0); which are kept depends on key and place alone */ \
    X(void, dropout, (float *out, const float *a, uint32_t threshold, float factor, uint64_t key, ptrdiff_t n), \
        (out, a, threshold, factor, key, n)) \
    /* out[b][p][c] = a[b][p][c] * factors[b][c] */ \
    X(void, scale_channels, \
        (float *out, const float *a, const float *factors, ptrdiff_t batch, ptrdiff_t positions, ptrdiff_t channels), \
        (out, a, factors, batch, positions, channels)) \
    /* out[m][n] (+)= a * b (+ bias): a[i][k] = a[i * a_row + k * a_inner], b and out row-major without gaps */ \
    X(void, product, \
        (float *out, const float *a, ptrdiff_t a_row, ptrdiff_t a_inner, const float *b, const float *_Nullable bias, \
            ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner, int accumulate), \
        (out, a, a_row, a_inner, b, bias, rows, columns, inner, accumulate)) \
    /* Some rows and columns of a product; ck_matrix_multiply shares them out */ \
    X(void, multiply_part, \
        (const ck_matrix_product *product, ptrdiff_t first_row, ptrdiff_t last_row, ptrdiff_t first_column, \
            ptrdiff_t last_column), \
        (product, first_row, last_row, first_column, last_column))

#define CK_FUNCTIONS(X) \
    CK_FUNCTIONS_CORE(X) \
    CK_FUNCTIONS_CONVOLUTION(X) \
    CK_FUNCTIONS_RECURRENT(X) \
    CK_FUNCTIONS_ATTENTION(X) \
    CK_FUNCTIONS_TAPE(X) \
    CK_FUNCTIONS_TRAINING(X)

#endif
