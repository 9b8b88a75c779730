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
        (out, gradient, a, rows, columns, accumulate)) \
    /* Blocks of `width` numbers with a slope each for what is below zero; the backward pass for input and slopes, added to \
       what is there when accumulate is not 0 */ \
    X(void, learned_relu, (float *out, const float *a, const float *slopes, ptrdiff_t blocks, ptrdiff_t width), \
        (out, a, slopes, blocks, width)) \
    X(void, learned_relu_backward, \
        (float *out, const float *gradient, const float *a, const float *slopes, ptrdiff_t blocks, ptrdiff_t width, \
            int accumulate), \
        (out, gradient, a, slopes, blocks, width, accumulate)) \
    X(void, learned_relu_slopes, \
        (float *out, const float *gradient, const float *a, ptrdiff_t blocks, ptrdiff_t width, int accumulate), \
        (out, gradient, a, blocks, width, accumulate)) \
    /* Softmax and cross entropy in one, from a class for each row: as softmax_cross_entropy with targets of `on` in the \
       class's column and `off` elsewhere */ \
    X(double, class_cross_entropy, \
        (float *gradient, float *probability, const float *logits, const float *classes, float on, float off, float scale, \
            ptrdiff_t rows, ptrdiff_t columns), \
        (gradient, probability, logits, classes, on, off, scale, rows, columns)) \
    /* The sum of losses of rows; gradient = scale * d(row's loss)/d(prediction) */ \
    X(double, row_loss, \
        (float *gradient, const float *prediction, ck_row_targets targets, ck_row_loss_kind kind, float scale, ptrdiff_t rows, \
            ptrdiff_t columns), \
        (gradient, prediction, targets, kind, scale, rows, columns)) \
    /* Binary cross entropy times (1 - probability of the right answer)^gamma, and alpha or 1 - alpha for the two answers \
       unless alpha is negative; predictions are probabilities, or logits */ \
    X(double, focal_loss, \
        (float *gradient, const float *prediction, const float *target, float gamma, float alpha, int logits, float scale, \
            ptrdiff_t n), \
        (gradient, prediction, target, gamma, alpha, logits, scale, n)) \
    /* Rows of 0 with on - off more in the class's column, off elsewhere */ \
    X(void, class_rows, (float *out, const float *classes, float on, float off, ptrdiff_t rows, ptrdiff_t columns), \
        (out, classes, on, off, rows, columns)) \
    /* out = a * factor + shift */ \
    X(void, linear, (float *out, const float *a, float factor, float shift, ptrdiff_t n), (out, a, factor, shift, n)) \
    /* In how many rows the largest prediction is that of the class */ \
    X(ptrdiff_t, class_matches, \
        (const float *prediction, ck_row_targets targets, ptrdiff_t rows, ptrdiff_t columns), \
        (prediction, targets, rows, columns)) \
    /* In how many rows the class is among the k largest predictions; a tie counts for the class */ \
    X(ptrdiff_t, top_matches, \
        (const float *prediction, ck_row_targets targets, ptrdiff_t k, ptrdiff_t rows, ptrdiff_t columns), \
        (prediction, targets, k, rows, columns)) \
    /* counts[right class][predicted class] += 1 for each row */ \
    X(void, count_classes, (double *counts, const float *prediction, ck_row_targets targets, ptrdiff_t rows, ptrdiff_t columns), \
        (counts, prediction, targets, rows, columns)) \
    /* sums[c] = {sum of (p - t)^2, sum of t, sum of t^2} of each column */ \
    X(void, variation, (double *sums, const float *prediction, const float *target, ptrdiff_t rows, ptrdiff_t columns), \
        (sums, prediction, target, rows, columns)) \
    /* The sum of squares, in double precision; out = a between low and high */ \
    X(double, square_sum, (const float *a, ptrdiff_t n), (a, n)) \
    X(void, clamp, (float *out, const float *a, float low, float high, ptrdiff_t n), (out, a, low, high, n)) \
    /* out = out * (1 - part) + a * part */ \
    X(void, blend, (float *out, const float *a, float part, ptrdiff_t n), (out, a, part, n)) \
    /* The column of each row's largest number, and of its second largest unless nil; of equals the first */ \
    X(void, largest_two, \
        (ptrdiff_t *first, ptrdiff_t *_Nullable second, const float *scores, ptrdiff_t rows, ptrdiff_t columns), \
        (first, second, scores, rows, columns)) \
    /* out[r] = the sum of (a[r] - b[which[r]])^2, in double precision, rows of `width` floats */ \
    X(void, row_distances, \
        (double *out, const float *a, const float *b, const ptrdiff_t *which, ptrdiff_t rows, ptrdiff_t width), \
        (out, a, b, which, rows, width)) \
    /* Some of a step's parameters; 1 when they are finite afterwards */ \
    X(int32_t, optimize_range, (const ck_optimizer_step *step, ptrdiff_t first, ptrdiff_t n), (step, first, n))

#endif
