// Kernels: convolution, pooling, upsampling and batch normalisation. See CKFunctions.h.
#ifndef CKCONVOLUTIONFUNCTIONS_H
#define CKCONVOLUTIONFUNCTIONS_H

#include "CKConvolution.h"

#define CK_FUNCTIONS_CONVOLUTION(X) \
    /* Floats of scratch memory that a pass needs */ \
    X(ptrdiff_t, convolve_scratch, (const ck_convolution *c, ck_convolution_pass pass), (c, pass)) \
    /* out = f(kernel * x + bias); the sums before f go to `sums`. With pooling, out = f(largest of each window), */ \
    /* which needs an f that never falls, and `choice` gets the place of the largest, counted within the window */ \
    X(void, convolve, \
        (const ck_convolution *c, float *out, float *_Nullable sums, uint8_t *_Nullable choice, const float *x, \
            const float *kernel, const float *_Nullable bias, ck_activation f, float slope, float *scratch), \
        (c, out, sums, choice, x, kernel, bias, f, slope, scratch)) \
    /* kernel_gradient (+)= x * d, bias_gradient (+)= sum of d, where d = gradient * f'(value), put to the places */ \
    /* of `choice` with pooling */ \
    X(void, convolve_weights, \
        (const ck_convolution *c, float *kernel_gradient, int accumulate, float *_Nullable bias_gradient, \
            int bias_accumulate, const float *x, const float *gradient, const float *value, \
            const uint8_t *_Nullable choice, ck_activation f, float slope, float *scratch), \
        (c, kernel_gradient, accumulate, bias_gradient, bias_accumulate, x, gradient, value, choice, f, slope, \
            scratch)) \
    /* The transpose: target (+)= sum over the kernel of d (+ bias), with d as above */ \
    X(void, convolve_input, \
        (const ck_convolution *c, float *target, int accumulate, const float *gradient, const float *value, \
            const uint8_t *_Nullable choice, ck_activation f, float slope, const float *kernel, \
            const float *_Nullable bias, float *scratch), \
        (c, target, accumulate, gradient, value, choice, f, slope, kernel, bias, scratch)) \
    /* Largest and mean of each window (the kernel's shape and strides); what lies outside does not count */ \
    X(void, max_pool, (const ck_convolution *c, float *out, const float *x), (c, out, x)) \
    X(void, average_pool, (const ck_convolution *c, float *out, const float *x), (c, out, x)) \
    /* Their backward passes; y is max_pool's result */ \
    X(void, max_pool_backward, \
        (const ck_convolution *c, float *out, int accumulate, const float *gradient, const float *y, const float *x), \
        (c, out, accumulate, gradient, y, x)) \
    X(void, average_pool_backward, (const ck_convolution *c, float *out, int accumulate, const float *gradient), \
        (c, out, accumulate, gradient)) \
    /* The mean over the steps that a mask [batch][steps] keeps; zeros where it keeps none */ \
    X(void, masked_mean, \
        (float *out, const float *x, const float *mask, ptrdiff_t batch, ptrdiff_t steps, ptrdiff_t channels), \
        (out, x, mask, batch, steps, channels)) \
    X(void, masked_mean_backward, \
        (float *out, int accumulate, const float *gradient, const float *mask, ptrdiff_t batch, ptrdiff_t steps, \
            ptrdiff_t channels), \
        (out, accumulate, gradient, mask, batch, steps, channels)) \
    /* out[r][c] (+)= x[r - top][c - left], zeros outside: padding, cropping, and each as the other's backward pass */ \
    X(void, shift_pictures, \
        (float *out, ptrdiff_t out_height, ptrdiff_t out_width, const float *x, ptrdiff_t in_height, \
            ptrdiff_t in_width, ptrdiff_t channels, ptrdiff_t batch, ptrdiff_t top, ptrdiff_t left, int accumulate), \
        (out, out_height, out_width, x, in_height, in_width, channels, batch, top, left, accumulate)) \
    /* Pictures made larger by whole factors, by copies or between neighbours; the sizes are the small picture's */ \
    X(void, upsample, \
        (float *out, const float *x, ptrdiff_t batch, ptrdiff_t height, ptrdiff_t width, ptrdiff_t channels, \
            ptrdiff_t factor_height, ptrdiff_t factor_width, int bilinear), \
        (out, x, batch, height, width, channels, factor_height, factor_width, bilinear)) \
    X(void, upsample_backward, \
        (float *out, int accumulate, const float *gradient, ptrdiff_t batch, ptrdiff_t height, ptrdiff_t width, \
            ptrdiff_t channels, ptrdiff_t factor_height, ptrdiff_t factor_width, int bilinear), \
        (out, accumulate, gradient, batch, height, width, channels, factor_height, factor_width, bilinear)) \
    /* Floats of scratch memory for the next ones; rows of channels */ \
    X(ptrdiff_t, normalization_scratch, (ptrdiff_t rows, ptrdiff_t channels), (rows, channels)) \
    /* Mean and sqrt(variance + epsilon) of each channel; moving = moving * momentum + new * (1 - momentum) */ \
    X(void, batch_moments, \
        (float *mean, float *deviation, float *moving_mean, float *moving_variance, const float *x, float momentum, \
            float epsilon, ptrdiff_t rows, ptrdiff_t channels, float *scratch), \
        (mean, deviation, moving_mean, moving_variance, x, momentum, epsilon, rows, channels, scratch)) \
    /* out = sqrt(variance + epsilon) */ \
    X(void, deviations, (float *out, const float *variance, float epsilon, ptrdiff_t n), (out, variance, epsilon, n)) \
    /* out = (x - mean) / deviation * scale + shift */ \
    X(void, batch_normalize, \
        (float *out, const float *x, const float *mean, const float *deviation, const float *_Nullable scale, \
            const float *_Nullable shift, ptrdiff_t rows, ptrdiff_t channels), \
        (out, x, mean, deviation, scale, shift, rows, channels)) \
    X(void, batch_normalize_backward, \
        (float *_Nullable x_gradient, int accumulate, float *_Nullable scale_gradient, int scale_accumulate, \
            float *_Nullable shift_gradient, int shift_accumulate, const float *gradient, const float *x, \
            const float *mean, const float *deviation, const float *_Nullable scale, int depends_on_batch, \
            ptrdiff_t rows, ptrdiff_t channels, float *scratch), \
        (x_gradient, accumulate, scale_gradient, scale_accumulate, shift_gradient, shift_accumulate, gradient, x, \
            mean, deviation, scale, depends_on_batch, rows, channels, scratch))

#endif
