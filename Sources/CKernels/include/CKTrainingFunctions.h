// Kernels: activations of several numbers or of rows, losses, metrics and optimizers beyond the first ones. See CKFunctions.h.
#ifndef CKTRAININGFUNCTIONS_H
#define CKTRAININGFUNCTIONS_H

#define CK_FUNCTIONS_TRAINING(X) \
    /* min(a, maximum) above the threshold, slope * (a - threshold) below; its derivative from the input a */ \
    X(void, rectify, (float *out, const float *a, float slope, float maximum, float threshold, ptrdiff_t n), \
        (out, a, slope, maximum, threshold, n)) \
    X(void, rectify_backward, \
        (float *out, const float *gradient, const float *a, float slope, float maximum, float threshold, ptrdiff_t n), \
        (out, gradient, a, slope, maximum, threshold, n)) \
    /* a above the threshold, value elsewhere */ \
    X(void, replace_below, (float *out, const float *a, float threshold, float value, ptrdiff_t n), \
        (out, a, threshold, value, n)) \
    /* ln of each row's softmax, and its backward pass from the output y: out = g - e^y sum(g) */ \
    X(void, log_softmax, (float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns), (out, a, rows, columns)) \
    X(void, log_softmax_backward, \
        (float *out, const float *gradient, const float *y, ptrdiff_t rows, ptrdiff_t columns), \
        (out, gradient, y, rows, columns)) \
    /* The nearest point of the simplex to each row, and its backward pass: g - mean of g where y > 0, 0 elsewhere */ \
    X(void, sparsemax, (float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns), (out, a, rows, columns)) \
    X(void, sparsemax_backward, \
        (float *out, const float *gradient, const float *y, ptrdiff_t rows, ptrdiff_t columns), \
        (out, gradient, y, rows, columns)) \
    /* out[r][c] = a[r][c] * sigmoid(a[r][columns + c]), rows of 2 columns in; out may not be a. Backward from the input a; \
       added to out when accumulate is not 0 */ \
    X(void, gate, (float *out, const float *a, ptrdiff_t rows, ptrdiff_t columns), (out, a, rows, columns)) \
    X(void, gate_backward, \
        (float *out, const float *gradient, const float *a, ptrdiff_t rows, ptrdiff_t columns, int accumulate), \
        (out, gradient, a, rows, columns, accumulate))

#endif
